/**
 * Real servers in child processes on this machine: Kafka, Elasticsearch and a Flink cluster, for
 * the demo and the tests.
 */
@NullMarked
package dev.vigil.servers;

import org.jspecify.annotations.NullMarked;
