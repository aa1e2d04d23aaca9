package dev.vigil.bench;

import dev.vigil.event.Event;
import java.time.Duration;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** The benchmark's rules as people write them today: a Flink pattern each, in Java. */
final class StaticPattern {
  private StaticPattern() {}

  static Pattern<Event, ?> of(BenchRule rule) {
    double line = rule.line();
    return rule.isSequence() ? spikeThenDrop(line) : sustained(line);
  }

  private static Pattern<Event, ?> spikeThenDrop(double line) {
    return Pattern.<Event>begin("spike", AfterMatchSkipStrategy.skipPastLastEvent())
        .where(SimpleCondition.of(event -> BenchReadings.pm25(event) > line))
        .followedBy("drop")
        .where(SimpleCondition.of(event -> BenchReadings.pm25(event) < BenchRule.DROP))
        .within(Duration.ofMinutes(BenchRule.WITHIN_MINUTES));
  }

  private static Pattern<Event, ?> sustained(double line) {
    return Pattern.<Event>begin("rise", AfterMatchSkipStrategy.skipPastLastEvent())
        .where(SimpleCondition.of(event -> BenchReadings.pm25(event) > line))
        .notFollowedBy("fall")
        .where(SimpleCondition.of(event -> BenchReadings.pm25(event) <= line))
        .followedBy("hold")
        .where(new Lasts(line));
  }

  private static final class Lasts extends IterativeCondition<Event> {
    private final double line;

    Lasts(double line) {
      this.line = line;
    }

    @Override
    public boolean filter(Event event, Context<Event> context) throws Exception {
      if (BenchReadings.pm25(event) <= line) {
        return false;
      }
      for (Event rise : context.getEventsForPattern("rise")) {
        return event.timestamp() - rise.timestamp() >= BenchRule.HOLD_SECONDS * 1_000L;
      }
      return false;
    }
  }
}
