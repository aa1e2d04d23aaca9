package dev.vigil.rule.kind;

import dev.vigil.condition.Checked;
import dev.vigil.condition.StageScope;
import dev.vigil.condition.Truth;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Stage;
import dev.vigil.yaml.MappingReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code absent: {for: 15m}}: a key once seen sends nothing for a time. It resolves when the key
 * speaks again. Every reading begins a partial match and ends the one before, so a key has one.
 */
final class AbsentForm implements Form {
  private static final Checked SPEAKS =
      new Checked("true", (reading, stages) -> Truth.TRUE, List.of(), Set.of(), false);

  @Override
  public String key() {
    return "absent";
  }

  @Override
  public List<String> companions() {
    return List.of();
  }

  @Override
  public Optional<Lowered> lower(FormContext context) {
    Optional<MappingReader> absent = context.document().child("absent");
    if (absent.isEmpty()) {
      return Optional.empty();
    }
    absent.get().require("for", "say how long the key is silent: absent: {for: 15m}");
    long silence = context.duration(absent.get(), "for");
    absent.get().refuseOthers();
    List<Stage> stages =
        List.of(stage("last", Contiguity.BEGIN), stage("next", Contiguity.NOT_FOLLOWED_BY));
    return Optional.of(
        new Lowered(
            null,
            signals -> stages,
            silence,
            0,
            AfterMatch.SKIP_PAST_LAST_EVENT,
            false,
            new Lifecycle.Until(SPEAKS, 0, 0),
            StageScope.NONE,
            null,
            new Canonical().add("for", silence)));
  }

  private static Stage stage(String name, Contiguity contiguity) {
    return new Stage.Single(name, contiguity, Quantifier.ONCE, null, null);
  }
}
