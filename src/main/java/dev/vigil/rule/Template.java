package dev.vigil.rule;

import dev.vigil.condition.Expression;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Stages;
import java.util.List;

/** A text with {@code {{ expression }}} in it, checked when the rule is. */
public record Template(String text, List<Part> parts) {
  /** A piece of literal text, or an expression. */
  public sealed interface Part {
    record Literal(String text) implements Part {}

    record Value(Expression expression) implements Part {}
  }

  public Template {
    parts = List.copyOf(parts);
  }

  /** The text with values in place; an unknown value shows as {@code ?}. */
  public String expand(Reading reading, Stages stages) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Literal literal) {
        out.append(literal.text());
      } else if (part instanceof Part.Value value) {
        out.append(ValueText.of(value.expression().evaluate(reading, stages)));
      }
    }
    return out.toString();
  }
}
