package dev.vigil.job;

import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleSeed;
import dev.vigil.control.RuleUpdate;
import java.util.List;

/** The rules of the directory, for a job without a control topic. */
record SeedBootstrap(RuleSeed seed) implements RuleBootstrap {
  @Override
  public List<RuleUpdate> load() {
    return List.copyOf(seed.open().live());
  }
}
