package dev.vigil.bench.match;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import java.io.Serializable;

/** Readings that are always the same, in the order of their times; their first text says whose. */
interface Readings extends Serializable {
  Schema schema();

  /** The n-th reading, from 0. */
  Event reading(Schema schema, long number);
}
