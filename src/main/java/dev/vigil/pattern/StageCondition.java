package dev.vigil.pattern;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Condition;
import dev.vigil.condition.Reading;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.util.FlinkRuntimeException;

/** A condition that asks what earlier stages took, for Flink: unknown takes no stage. */
final class StageCondition extends IterativeCondition<Reading> {
  private final Condition condition;
  private final String text;

  StageCondition(Checked checked) {
    condition = checked.condition();
    text = checked.text();
  }

  @Override
  public boolean filter(Reading reading, Context<Reading> context) {
    return condition.test(reading, stage -> taken(context, stage)).isTrue();
  }

  private static Iterable<Reading> taken(Context<Reading> context, String stage) {
    try {
      return context.getEventsForPattern(stage);
    } catch (Exception e) {
      throw new FlinkRuntimeException("cannot read what stage " + stage + " took", e);
    }
  }

  /** The CEL it was made of. */
  @Override
  public String toString() {
    return text;
  }
}
