/** Alerts as Elasticsearch documents. */
@NullMarked
package dev.vigil.io.elasticsearch;

import org.jspecify.annotations.NullMarked;
