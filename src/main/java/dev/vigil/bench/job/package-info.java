/** The benchmark of the whole job: real servers, from Kafka to Elasticsearch. */
@NullMarked
package dev.vigil.bench.job;

import org.jspecify.annotations.NullMarked;
