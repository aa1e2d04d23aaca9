package dev.vigil.bench;

import dev.vigil.bench.job.JobSuite;
import dev.vigil.bench.match.GrowthSuite;
import dev.vigil.bench.match.MatchSuite;
import dev.vigil.bench.match.SignalSuite;
import dev.vigil.bench.study.BackendsSuite;
import dev.vigil.bench.study.CheckpointsSuite;
import dev.vigil.bench.study.DisorderSuite;
import dev.vigil.bench.study.LatencySuite;
import dev.vigil.bench.study.ParallelismSuite;
import dev.vigil.bench.study.RecoverySuite;
import dev.vigil.bench.study.TtlSuite;
import dev.vigil.bench.suite.Suite;
import java.util.List;
import java.util.Optional;

/** The suites that need nothing but a machine and what the build has made. */
public final class Suites {
  /** In the order in which they are run; a new one is a line here. */
  public static final List<Suite> ALL =
      List.of(
          MatchSuite.levels(),
          MatchSuite.sequences(),
          new JobSuite(),
          new SignalSuite(),
          new GrowthSuite(),
          new BackendsSuite(),
          new CheckpointsSuite(),
          new DisorderSuite(),
          new ParallelismSuite(),
          new TtlSuite(),
          new RecoverySuite(),
          new LatencySuite());

  private Suites() {}

  /** The suite of that name. */
  public static Optional<Suite> named(String name) {
    return ALL.stream().filter(suite -> suite.name().equals(name)).findFirst();
  }
}
