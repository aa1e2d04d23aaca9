/** Kafka: sources, sinks and what the topics of rules and statuses hold. */
@NullMarked
package dev.vigil.io.kafka;

import org.jspecify.annotations.NullMarked;
