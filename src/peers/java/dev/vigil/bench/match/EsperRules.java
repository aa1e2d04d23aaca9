package dev.vigil.bench.match;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The workloads' rules in Esper's language, a statement a rule. */
enum EsperRules {
  /** Rows in order, partitioned by station: one of the two ways of its manual. */
  MATCH_RECOGNIZE {
    @Override
    String spikeThenDrop(double line, int drop, int minutes) {
      return """
      select * from Reading match_recognize (
        partition by station
        measures a.station as station, a.ts as since, b.ts as ended
        after match skip past last row
        pattern (a x* b)
        define a as a.pm25 > %s, x as x.pm25 >= %d, b as b.pm25 < %d and b.ts < a.ts + %d)
      """
          .formatted(line, drop, drop, minutes * 60_000L);
    }

    @Override
    String sustained(double line, long hold) {
      return """
      select * from Reading match_recognize (
        partition by station
        measures a.station as station, a.ts as since, b.ts as ended
        after match skip past last row
        pattern (a x* b)
        define a as a.pm25 > %1$s, x as x.pm25 > %1$s and x.ts < a.ts + %2$d,
          b as b.pm25 > %1$s and b.ts >= a.ts + %2$d)
      """
          .formatted(line, hold);
    }

    @Override
    String runThenLow(String metric, double line, int minutes) {
      return """
      select * from Reading match_recognize (
        partition by station
        measures a[0].station as station, a[0].ts as since, b.ts as ended
        after match skip past last row
        pattern (a a+ x* b)
        define a as a.%1$s > %2$s, x as x.%1$s <= %2$s,
          b as b.%1$s < 0.2 * a.max(high => high.%1$s) and b.ts < a[0].ts + %3$d)
      """
          .formatted(metric, line, minutes * 60_000L);
    }
  },

  /**
   * Patterns over the whole stream whose every step is a filter that Esper indexes: a reading that
   * no rule waits for costs a look-up, and a station has state while it is in an excursion.
   */
  TUNED {
    @Override
    String spikeThenDrop(double line, int drop, int minutes) {
      return """
      select a.station as station, a.ts as since, b.ts as ended from pattern [
        every a=Reading(pm25 > %s)
          -> (b=Reading(station = a.station, pm25 < %d) where timer:within(%d min))]
      """
          .formatted(line, drop, minutes);
    }

    @Override
    String sustained(double line, long hold) {
      return """
      select a.station as station, a.ts as since, b.ts as ended from pattern [
        every a=Reading(pm25 > %1$s)
          -> (b=Reading(station = a.station, pm25 > %1$s, ts >= a.ts + %2$d)
            and not Reading(station = a.station, pm25 <= %1$s))]
      """
          .formatted(line, hold);
    }

    @Override
    String runThenLow(String metric, double line, int minutes) {
      // Of all pairs of high readings one has the highest: it decides as the loop's would.
      return """
      select a.station as station, a.ts as since, c.ts as ended from pattern [
        every a=Reading(%1$s > %2$s)
          -> ((every b=Reading(station = a.station, %1$s > %2$s)
            -> c=Reading(station = a.station, %1$s < 0.2 * Math.max(a.%1$s, b.%1$s)))
            where timer:within(%3$d min))]
      """
          .formatted(metric, line, minutes);
    }
  },

  /** Patterns in a context by station: the other way. */
  CONTEXT {
    @Override
    String spikeThenDrop(double line, int drop, int minutes) {
      return """
      context ByStation
      select a.station as station, a.ts as since, b.ts as ended from pattern [
        every (a=Reading(pm25 > %s) -> (b=Reading(pm25 < %d) where timer:within(%d min)))]
      """
          .formatted(line, drop, minutes);
    }

    @Override
    String sustained(double line, long hold) {
      return """
      context ByStation
      select a.station as station, a.ts as since, b.ts as ended from pattern [
        every (a=Reading(pm25 > %1$s)
          -> (b=Reading(pm25 > %1$s, ts >= a.ts + %2$d) and not Reading(pm25 <= %1$s)))]
      """
          .formatted(line, hold);
    }

    @Override
    String runThenLow(String metric, double line, int minutes) {
      return """
      context ByStation
      select a.station as station, a.ts as since, c.ts as ended from pattern [
        every (a=Reading(%1$s > %2$s)
          -> ((every b=Reading(%1$s > %2$s)
            -> c=Reading(%1$s < 0.2 * Math.max(a.%1$s, b.%1$s)))
            where timer:within(%3$d min)))]
      """
          .formatted(metric, line, minutes);
    }
  };

  abstract String spikeThenDrop(double line, int drop, int minutes);

  abstract String sustained(double line, long hold);

  abstract String runThenLow(String metric, double line, int minutes);

  /** All rules as one module. */
  String module(Workload workload, int rules) {
    List<String> statements =
        IntStream.range(0, rules)
            .mapToObj(rule -> "@name('" + workload.id(rule) + "') " + statement(workload, rule))
            .toList();
    String all = statements.stream().collect(Collectors.joining(";\n"));
    return this == CONTEXT
        ? "create context ByStation partition by station from Reading;\n" + all
        : all;
  }

  private String statement(Workload workload, int rule) {
    if (workload instanceof SequenceRules) {
      return runThenLow(
          "m" + rule % SequenceRules.METRICS, SequenceRules.line(rule), SequenceRules.WITHIN_MINUTES);
    }
    double line = LevelRules.line(rule);
    return LevelRules.isSequence(rule)
        ? spikeThenDrop(line, LevelRules.DROP, LevelRules.WITHIN_MINUTES)
        : sustained(line, LevelRules.HOLD_SECONDS * 1_000L);
  }
}
