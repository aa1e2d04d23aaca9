package dev.vigil.backtest;

import dev.vigil.match.Observation.NearMiss;
import dev.vigil.plan.Stage;
import dev.vigil.rule.Rule;
import java.util.List;
import java.util.Optional;

/** What a near miss wanted, in the rule's words. */
final class Missing {
  private Missing() {}

  static String of(Rule rule, NearMiss miss) {
    if (rule.plan().run() != null) {
      return "pending, and did not last: " + rule.plan().run().when().text();
    }
    return "no "
        + miss.missing()
        + find(rule.plan().stages(), miss.missing())
            .filter(stage -> stage.where() != null)
            .map(stage -> ": " + text(stage))
            .orElse("");
  }

  private static String text(Stage.Single stage) {
    return stage.where() == null ? "" : stage.where().text();
  }

  private static Optional<Stage.Single> find(List<Stage> stages, String name) {
    for (Stage stage : stages) {
      Optional<Stage.Single> found =
          stage instanceof Stage.Group group
              ? find(group.stages(), name)
              : Optional.of((Stage.Single) stage).filter(single -> single.name().equals(name));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
