package dev.vigil.bench.match;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** The readings of a run, which begin when every task runs; its time is taken from then on. */
final class WorkloadReadings implements GeneratorFunction<Long, Event> {
  private final Readings readings;
  private final Schema schema;
  private final String run;

  WorkloadReadings(Readings readings, String run) {
    this.readings = readings;
    this.schema = readings.schema();
    this.run = run;
  }

  @Override
  public Event map(Long number) throws InterruptedException {
    if (number == 0) {
      RunClock.awaitRelease(run);
      RunClock.started(run);
    }
    return readings.reading(schema, number);
  }
}
