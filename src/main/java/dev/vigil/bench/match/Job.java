package dev.vigil.bench.match;

import dev.vigil.event.Event;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What a contestant does with readings: a hash of each match comes out. */
@FunctionalInterface
interface Job {
  DataStream<Long> matches(DataStream<Event> readings);
}
