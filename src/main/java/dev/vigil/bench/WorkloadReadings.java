package dev.vigil.bench;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** The readings of a run, whose time is taken from the first of them on. */
final class WorkloadReadings implements GeneratorFunction<Long, Event> {
  private final Workload workload;
  private final Schema schema;
  private final String run;

  WorkloadReadings(Workload workload, String run) {
    this.workload = workload;
    this.schema = workload.schema();
    this.run = run;
  }

  @Override
  public Event map(Long number) {
    if (number == 0) {
      RunClock.started(run);
    }
    return workload.reading(schema, number);
  }
}
