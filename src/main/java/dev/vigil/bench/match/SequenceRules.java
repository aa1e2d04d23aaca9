package dev.vigil.bench.match;

import dev.vigil.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Sequences over ten metrics that need the whole of an NFA: a loop, a branch, and a condition over
 * what was taken.
 */
final class SequenceRules implements Workload {
  static final int METRICS = 10;
  private static final List<String> NAMES =
      IntStream.range(0, METRICS).mapToObj(metric -> "m" + metric).toList();
  static final int WITHIN_MINUTES = 2;

  @Override
  public String suite() {
    return "sequences";
  }

  @Override
  public List<String> metrics() {
    return NAMES;
  }

  @Override
  public int steps() {
    return 3;
  }

  @Override
  public int excursionOf(long station, long step) {
    return Math.toIntExact((Excursions.cycle(station, step) + station) % METRICS);
  }

  /** Ten rules a metric stand on lines apart from each other. */
  static double line(int rule) {
    return 150 + 2 * (rule / METRICS);
  }

  @Override
  public String yaml(int rule) {
    return """
    rule: %s
    by: [station]
    sequence:
      - begin: high
        where: %2$s > %3$s
        times: 2+
      - followed_by_any: low
        where: %2$s < 0.2 * max(high.%2$s)
    within: %4$dm
    after_match: skip_past_last_event
    """
        .formatted(id(rule), "m" + rule % METRICS, line(rule), WITHIN_MINUTES);
  }

  @Override
  public Pattern<Event, ?> pattern(int rule) {
    int metric = rule % METRICS;
    double line = line(rule);
    return Pattern.<Event>begin("high", AfterMatchSkipStrategy.skipPastLastEvent())
        .where(SimpleCondition.of(event -> event.getDouble(metric) > line))
        .timesOrMore(2)
        .followedByAny("low")
        .where(new BelowPeak(metric))
        .within(Duration.ofMinutes(WITHIN_MINUTES));
  }

  private static final class BelowPeak extends IterativeCondition<Event> {
    private final int metric;

    BelowPeak(int metric) {
      this.metric = metric;
    }

    @Override
    public boolean filter(Event event, Context<Event> context) throws Exception {
      double peak = Double.NEGATIVE_INFINITY;
      for (Event high : context.getEventsForPattern("high")) {
        peak = Math.max(peak, high.getDouble(metric));
      }
      return event.getDouble(metric) < 0.2 * peak;
    }
  }
}
