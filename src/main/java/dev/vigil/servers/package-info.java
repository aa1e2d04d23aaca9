/**
 * Real servers on this machine: Kafka, Elasticsearch and a Flink cluster in child processes, for
 * the demo and the tests; and a Flink in this process.
 */
@NullMarked
package dev.vigil.servers;

import org.jspecify.annotations.NullMarked;
