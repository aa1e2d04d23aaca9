package dev.vigil.backtest;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A backtest in words and tables, as a terminal shows it. */
public final class TextReport {
  /** Keys and days that are shown of a rule. */
  private static final int MOST = 10;

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
  public void rules(Ledger ledger, Replayed replayed) {
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
    more(busiest.size(), "key");
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
    more(busiest.size(), "day");
  }

  private void more(int all, String thing) {
    if (all > MOST) {
      int rest = all - MOST;
      out.println("  and " + Words.count(rest) + " " + thing + (rest == 1 ? "" : "s") + " more");
    }
  }

  private void print(Table table) {
    out.println();
    table.lines().forEach(out::println);
  }
}
