package dev.vigil.pattern;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Condition;
import dev.vigil.condition.Reading;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** A condition over one reading, for Flink: unknown takes no stage. */
final class ReadingCondition extends SimpleCondition<Reading> {
  private final Condition condition;
  private final String text;

  ReadingCondition(Checked checked) {
    condition = checked.condition();
    text = checked.text();
  }

  @Override
  public boolean filter(Reading reading) {
    return condition.holds(reading);
  }

  /** The CEL it was made of. */
  @Override
  public String toString() {
    return text;
  }
}
