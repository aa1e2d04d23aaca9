package dev.vigil.io;

import dev.vigil.rollup.Rollup;
import java.util.List;

/**
 * A rollup, and where its results go beside the rules.
 *
 * @param rollup the windows
 * @param sinks none where only rules read it
 */
public record RollupSpec(Rollup rollup, List<RollupSink> sinks) {
  public RollupSpec {
    sinks = List.copyOf(sinks);
  }

  public String name() {
    return rollup.name();
  }
}
