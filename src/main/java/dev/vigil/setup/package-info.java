/** What has to be there before the job runs: topics, the index template, Kibana's saved objects. */
@NullMarked
package dev.vigil.setup;

import org.jspecify.annotations.NullMarked;
