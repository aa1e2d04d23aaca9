package dev.vigil.bench.study;

import dev.vigil.match.Observation;
import org.apache.flink.api.common.functions.FilterFunction;

/** Tells the run how much its matcher keeps. */
final class SizeProbe implements FilterFunction<Observation> {
  private final String run;

  SizeProbe(LiveRun run) {
    this.run = run.name();
  }

  @Override
  public boolean filter(Observation observation) {
    if (observation instanceof Observation.Size size) {
      LiveRun.named(run).kept(size.subtask(), size.keys());
    }
    return false;
  }
}
