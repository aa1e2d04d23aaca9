package dev.vigil.bench.match;

import dev.vigil.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** Rules on one metric, by turns a spike then a drop and a level that lasts, each with its line. */
final class LevelRules implements Workload, PlainRules {
  static final int DROP = 20;
  static final int WITHIN_MINUTES = 15;
  static final int HOLD_SECONDS = 20;
  private static final int PM25 = 0;
  private static final List<String> NAMES = List.of("pm25");

  @Override
  public String suite() {
    return "match";
  }

  @Override
  public List<String> metrics() {
    return NAMES;
  }

  @Override
  public int stations() {
    return STATIONS;
  }

  @Override
  public int steps() {
    return 2;
  }

  @Override
  public int excursionOf(long station, long step) {
    return PM25;
  }

  static double line(int rule) {
    return 150 + rule;
  }

  static boolean isSequence(int rule) {
    return rule % 2 == 0;
  }

  @Override
  public String yaml(int rule) {
    String form =
        isSequence(rule)
            ? """
              sequence:
                - begin: spike
                  where: pm25 > %s
                - followed_by: drop
                  where: pm25 < %d
              within: %dm
              """
                .formatted(line(rule), DROP, WITHIN_MINUTES)
            : """
              when: pm25 > %s
              for: %ds
              """
                .formatted(line(rule), HOLD_SECONDS);
    return "rule: " + id(rule) + "\nby: [station]\n" + form;
  }

  @Override
  public String id(int rule) {
    return Workload.super.id(rule);
  }

  @Override
  public PlainRule plain(int rule) {
    double line = line(rule);
    Predicate<Event> high = event -> event.getDouble(PM25) > line;
    // An excursion has its drop right behind it: none waits so long that it is over.
    return isSequence(rule)
        ? PlainRule.followed(high, event -> event.getDouble(PM25) < DROP)
        : PlainRule.holds(high, HOLD_SECONDS * 1_000L);
  }

  @Override
  public Pattern<Event, ?> pattern(int rule) {
    return isSequence(rule) ? spikeThenDrop(line(rule)) : sustained(line(rule));
  }

  private static Pattern<Event, ?> spikeThenDrop(double line) {
    return Pattern.<Event>begin("spike", AfterMatchSkipStrategy.skipPastLastEvent())
        .where(SimpleCondition.of(event -> event.getDouble(PM25) > line))
        .followedBy("drop")
        .where(SimpleCondition.of(event -> event.getDouble(PM25) < DROP))
        .within(Duration.ofMinutes(WITHIN_MINUTES));
  }

  private static Pattern<Event, ?> sustained(double line) {
    return Pattern.<Event>begin("rise", AfterMatchSkipStrategy.skipPastLastEvent())
        .where(SimpleCondition.of(event -> event.getDouble(PM25) > line))
        .notFollowedBy("fall")
        .where(SimpleCondition.of(event -> event.getDouble(PM25) <= line))
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
      if (event.getDouble(PM25) <= line) {
        return false;
      }
      for (Event rise : context.getEventsForPattern("rise")) {
        return event.timestamp() - rise.timestamp() >= HOLD_SECONDS * 1_000L;
      }
      return false;
    }
  }
}
