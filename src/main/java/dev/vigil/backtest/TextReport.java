package dev.vigil.backtest;

import dev.vigil.match.Observation.NearMiss;
import dev.vigil.rule.Rule;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A backtest in words and tables, as a terminal shows it. */
public final class TextReport {
  /** Keys and days that are shown of a rule. */
  private static final int MOST = 10;

  /** Near misses that are shown of a rule. */
  private static final int MOST_MISSES = 3;

  private static final int MOST_DIFFERENCES = 50;

  private final PrintWriter out;

  public TextReport(PrintWriter out) {
    this.out = out;
  }

  /** What was replayed, and how fast. */
  public void history(Replayed replayed) {
    String span =
        replayed.last() < replayed.first()
            ? ""
            : ", " + Words.time(replayed.first()) + " to " + Words.time(replayed.last());
    out.println("readings  " + Words.count(replayed.readings()) + span);
    out.println("evaluated " + Words.count(replayed.evaluated()));
    String reasons =
        replayed.dead().entrySet().stream()
            .map(dead -> Words.count(dead.getValue()) + " " + dead.getKey().label())
            .sorted()
            .collect(Collectors.joining(", "));
    out.println(
        "dead      letters "
            + Words.count(replayed.deadLetters())
            + (reasons.isEmpty() ? "" : ": " + reasons));
    out.println(
        "took      %.1f s, %s readings/s"
            .formatted(replayed.seconds(), Words.count(Math.round(replayed.rate()))));
  }

  /** A line a rule. */
  public void rules(Ledger ledger) {
    Table table = new Table().row("rule", "alerts", "still open", "in alert", "keys", "days");
    ledger
        .tallies()
        .forEach(
            (name, tally) ->
                table.row(
                    name,
                    Words.count(tally.all().alerts()),
                    tally.open(),
                    Words.duration(tally.all().millis()),
                    tally.keys().size(),
                    tally.days().size()));
    print(table);
  }

  /** The most that was kept at once. */
  public void peak(Peak peak) {
    out.println(
        "peak      "
            + Words.count(peak.open())
            + " open matches and alerts, "
            + Words.count(peak.keys())
            + " keys in state, "
            + Words.count(peak.buffered())
            + " readings waiting");
  }

  /** What rules were one stage away from. */
  public void nearMisses(List<Rule> rules, Ledger ledger) {
    Table table = new Table().row("one stage short", "times", "longest");
    for (Rule rule : rules) {
      NearMissTally tally = ledger.nearMisses(rule.id());
      if (tally.count() > 0) {
        NearMiss longest = tally.longest().get(0);
        table.row(
            rule.id(), Words.count(tally.count()), Words.duration(longest.end() - longest.start()));
      }
    }
    if (table.size() > 1) {
      print(table);
      rules.forEach(rule -> nearMisses(rule, ledger.nearMisses(rule.id())));
    }
  }

  private void nearMisses(Rule rule, NearMissTally tally) {
    for (NearMiss miss : tally.longest().stream().limit(MOST_MISSES).toList()) {
      out.println(
          "  "
              + rule.id()
              + (miss.key().isEmpty() ? "" : "  " + String.join(", ", miss.key().values()))
              + "  "
              + Words.time(miss.start())
              + " to "
              + Words.time(miss.end())
              + ": "
              + Missing.of(rule, miss));
    }
  }

  /** Rules that failed while they ran. */
  public void failures(Ledger ledger) {
    ledger
        .setAside()
        .forEach((name, why) -> out.println("rule " + name + " failed and was set aside: " + why));
  }

  /** The keys and the days with the most alerts of each rule. */
  public void details(Ledger ledger, Replayed replayed) {
    ledger
        .tallies()
        .forEach(
            (name, tally) -> {
              if (tally.all().alerts() > 0) {
                keys(name, tally, replayed);
                days(tally);
              }
            });
  }

  /** A line a value. */
  public void sweep(Sweep sweep, List<Rule> rules, Ledger ledger) {
    for (Rule rule : rules) {
      Table table =
          new Table()
              .row(rule.id() + ", " + sweep.name(), "alerts", "still open", "in alert", "keys");
      for (BigDecimal value : sweep.values()) {
        RuleTally tally = ledger.tally(sweep.variant(rule, value));
        table.row(
            "  " + value.toPlainString(),
            Words.count(tally.all().alerts()),
            tally.open(),
            Words.duration(tally.all().millis()),
            tally.keys().size());
      }
      print(table);
    }
  }

  /** A line a rule, and then the alerts that only one side has. */
  public void comparison(Comparison comparison, Ledger ledger) {
    List<Comparison.Difference> differences = comparison.differences();
    Table table =
        new Table().row("rule", "before", "after", "added", "removed", "in alert before", "after");
    for (String rule : comparison.rules()) {
      List<RuleTally> old = comparison.old(rule).stream().map(ledger::tally).toList();
      List<RuleTally> now = comparison.now(rule).stream().map(ledger::tally).toList();
      table.row(
          rule,
          alerts(old),
          alerts(now),
          count(differences, rule, true),
          count(differences, rule, false),
          inAlert(old),
          inAlert(now));
    }
    print(table);
    if (!differences.isEmpty()) {
      out.println();
    }
    differences.stream().limit(MOST_DIFFERENCES).forEach(this::difference);
    more(differences.size(), MOST_DIFFERENCES, "alert");
  }

  private void difference(Comparison.Difference one) {
    out.println(
        (one.added() ? "+ " : "- ")
            + Words.time(one.at())
            + "  "
            + one.rule()
            + (one.key().isEmpty() ? "" : "  " + one.key())
            + "  since "
            + Words.time(one.start()));
  }

  private static String count(List<Comparison.Difference> differences, String rule, boolean added) {
    return Words.count(
        differences.stream()
            .filter(one -> one.added() == added && one.rule().equals(rule))
            .count());
  }

  /** A dash where there is no such rule. */
  private static String alerts(List<RuleTally> tally) {
    return tally.isEmpty() ? "-" : Words.count(tally.get(0).all().alerts());
  }

  private static String inAlert(List<RuleTally> tally) {
    return tally.isEmpty() ? "-" : Words.duration(tally.get(0).all().millis());
  }

  private void keys(String name, RuleTally tally, Replayed replayed) {
    Table table = new Table().row(name + ", by key", "alerts", "in alert", "of the time");
    List<Map.Entry<String, RuleTally.Share>> busiest =
        tally.keys().entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                    (Map.Entry<String, RuleTally.Share> each) -> -each.getValue().alerts()))
            .toList();
    for (Map.Entry<String, RuleTally.Share> key :
        busiest.subList(0, Math.min(MOST, busiest.size()))) {
      RuleTally.Share share = key.getValue();
      double time = replayed.span() == 0 ? 0 : (double) share.millis() / replayed.span();
      table.row(
          "  " + (key.getKey().isEmpty() ? "(all readings)" : key.getKey()),
          Words.count(share.alerts()),
          Words.duration(share.millis()),
          Words.percent(time));
    }
    print(table);
    more(busiest.size(), MOST, "key");
  }

  private void days(RuleTally tally) {
    List<Map.Entry<LocalDate, Integer>> busiest =
        tally.days().entrySet().stream()
            .sorted(Comparator.comparingInt((Map.Entry<LocalDate, Integer> day) -> -day.getValue()))
            .toList();
    String days =
        busiest.stream()
            .limit(MOST)
            .map(day -> day.getKey() + " " + day.getValue())
            .collect(Collectors.joining(", "));
    out.println("  by day (UTC): " + days);
    more(busiest.size(), MOST, "day");
  }

  private void more(int all, int shown, String thing) {
    if (all > shown) {
      int rest = all - shown;
      out.println("  and " + Words.count(rest) + " " + thing + (rest == 1 ? "" : "s") + " more");
    }
  }

  private void print(Table table) {
    out.println();
    table.lines().forEach(out::println);
  }
}
