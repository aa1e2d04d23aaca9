package dev.vigil.rule.kind;

import dev.vigil.condition.Checked;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stages in canonical text. */
final class StageText {
  private StageText() {}

  static Canonical of(List<Stage> stages) {
    Canonical text = new Canonical().add("stages", stages.size());
    for (Stage stage : stages) {
      text.add(stage.contiguity().label(), stage.name());
      quantifier(text, stage.quantifier());
      condition(text, "until", stage.until());
      if (stage instanceof Stage.Group group) {
        text.add(of(group.stages()));
      } else if (stage instanceof Stage.Single single) {
        condition(text, "where", single.where());
      }
    }
    return text;
  }

  private static void quantifier(Canonical text, Quantifier quantifier) {
    text.add("min", quantifier.min())
        .add("max", quantifier.isUnbounded() ? -1 : quantifier.max())
        .add("optional", quantifier.optional())
        .add("greedy", quantifier.greedy())
        .add("inner", quantifier.inner().name());
  }

  private static void condition(Canonical text, String name, @Nullable Checked condition) {
    text.add(name, condition == null ? "" : condition.text());
  }
}
