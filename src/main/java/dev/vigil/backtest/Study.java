package dev.vigil.backtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a backtest asks, and so which rules it replays and what it tells. */
public final class Study {
  private final List<Variant> variants;
  private final List<Rule> rules;
  private final Ledger ledger;
  private final Optional<Sweep> sweep;
  private final Optional<Comparison> comparison;
  private Optional<Page> page = Optional.empty();

  private Study(
      List<Variant> variants,
      List<Rule> rules,
      Optional<Sweep> sweep,
      Optional<Comparison> comparison) {
    this.variants = List.copyOf(variants);
    this.rules = List.copyOf(rules);
    this.ledger = new Ledger(variants);
    this.sweep = sweep;
    this.comparison = comparison;
  }

  /** What rules would have said. */
  public static Study of(List<Rule> rules) {
    List<Variant> variants = rules.stream().map(Variant::of).toList();
    return new Study(variants, rules, Optional.empty(), Optional.empty());
  }

  /** What the rules would have said that others did not, and the other way round. */
  public static Study against(List<Rule> before, List<Rule> after) {
    Comparison comparison = new Comparison(before, after);
    return new Study(comparison.variants(), after, Optional.empty(), Optional.of(comparison));
  }

  /**
   * What the rules that name a number would have said with other numbers.
   *
   * @throws History.Unfit if none names it, or one is no good rule with one of the numbers
   */
  public static Study sweep(Sweep sweep, List<Rule> rules, Catalog catalog) throws History.Unfit {
    List<Rule> concerned = rules.stream().filter(sweep::concerns).toList();
    if (concerned.isEmpty()) {
      throw new History.Unfit(
          "no rule names a number '" + sweep.name() + "': write let: {" + sweep.name() + ": 75}");
    }
    List<Variant> variants = new ArrayList<>();
    for (Rule rule : concerned) {
      variants.addAll(sweep.variants(rule, catalog));
    }
    return new Study(variants, concerned, Optional.of(sweep), Optional.empty());
  }

  /** All that is replayed, in one pass. */
  public List<Variant> variants() {
    return variants;
  }

  /** Has a page made of the replay that is to come. */
  public void draw(History history) {
    page = Optional.of(new Page(history, variants));
  }

  /** Writes the page that was asked for. */
  public void write(Path file, Replayed replayed) throws IOException {
    page.orElseThrow(() -> new IllegalStateException("no page was asked for"))
        .write(file, ledger, replayed);
  }

  /** Must hear of what the replay brings. */
  public ReplayListener listener() {
    List<ReplayListener> all = new ArrayList<>();
    all.add(ledger);
    page.ifPresent(all::add);
    comparison.ifPresent(all::add);
    return ReplayListener.all(all);
  }

  /** Takes in that the replay is over. */
  public void end(Replayed replayed) {
    ledger.end(replayed);
  }

  /** Whether a rule failed while it ran. */
  public boolean failed() {
    return !ledger.setAside().isEmpty();
  }

  /** All of it as one JSON object. */
  public ObjectNode json(Replayed replayed) {
    JsonReport report = new JsonReport().history(replayed).peak(ledger.peak());
    if (sweep.isPresent()) {
      return report.sweep(sweep.get(), rules, ledger).json();
    }
    comparison.ifPresent(report::comparison);
    return report.rules(ledger).nearMisses(rules, ledger).json();
  }

  /** All of it in words. */
  public void tell(Replayed replayed, PrintWriter out) {
    TextReport report = new TextReport(out);
    report.history(replayed);
    report.peak(ledger.peak());
    if (sweep.isPresent()) {
      report.sweep(sweep.get(), rules, ledger);
    } else if (comparison.isPresent()) {
      report.comparison(comparison.get(), ledger);
    } else {
      report.rules(ledger);
      report.details(ledger, replayed);
      report.nearMisses(rules, ledger);
    }
    report.failures(ledger);
  }
}
