package dev.vigil.bench.match;

import dev.vigil.event.Event;

/** An engine in one thread, without Flink: readings go in, hashes of matches come out. */
interface Peer extends AutoCloseable {
  /** Takes the next reading in the order of time, and all that follows from it. */
  void send(Event event) throws Exception;

  @Override
  void close();
}
