package dev.vigil.explain;

import dev.vigil.condition.Checked;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.engine.EngineKind;
import dev.vigil.event.Durations;
import dev.vigil.pattern.PatternText;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Run;
import dev.vigil.plan.Starts;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Rule;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlReader;
import dev.vigil.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Says what a rule becomes: its plan in words, its pattern, and the state that it keeps. */
public final class Explanation {
  private final Rule rule;
  private final Plan plan;
  private final StringBuilder out = new StringBuilder();

  private Explanation(Rule rule) {
    this.rule = rule;
    this.plan = rule.plan();
  }

  /**
   * A page about one rule.
   *
   * @param keyTtl milliseconds of silence after which a key is forgotten
   * @param every milliseconds between two readings of a key, to reckon the state by
   */
  public static String of(Rule rule, long keyTtl, long every) {
    Explanation page = new Explanation(rule);
    page.head();
    page.readings();
    page.signals();
    page.stages();
    page.pattern();
    page.index();
    page.alert();
    page.state(keyTtl, every);
    return page.out.toString();
  }

  private void head() {
    out.append(rule.id()).append(" · ").append(word(rule.severity()));
    out.append(rule.mode() == Mode.LIVE ? "" : " · " + word(rule.mode())).append('\n');
    if (!rule.description().isEmpty()) {
      out.append(rule.description()).append('\n');
    }
    if (rule.mode() == Mode.SHADOW) {
      out.append("In shadow: evaluated as any other, its alerts are marked.\n");
    } else if (rule.mode() == Mode.OFF) {
      out.append("Off: known, and not evaluated.\n");
    }
  }

  private void readings() {
    section("Readings");
    line("of " + String.join(", ", new TreeSet<>(plan.streams())));
    line(
        plan.by().isEmpty()
            ? "one state in all"
            : "each " + String.join(" and ", plan.by()) + " by itself");
  }

  private void signals() {
    List<String> lets = lets();
    if (!plan.signals().isEmpty() || !lets.isEmpty() || plan.run() != null) {
      section("Signals");
    }
    lets.forEach(this::line);
    plan.signals().forEach(call -> line(SignalText.of(call)));
    Run run = plan.run();
    if (run != null) {
      line("held: the last reading of which it is known satisfied the condition");
      line(
          run.maxGap() > 0
              ? "broken: since then more than " + Durations.format(run.maxGap()) + " have passed"
              : "broken: never, a hole in the data may be of any length");
    }
  }

  /** What the document names, as it is written there. */
  private List<String> lets() {
    Source document = new Source(rule.id(), rule.text());
    Optional<YamlNode> let =
        YamlReader.readMapping(document, new Diagnostics(document))
            .flatMap(mapping -> mapping.entry("let"))
            .map(YamlMapping.Entry::value);
    List<String> lets = new ArrayList<>();
    if (let.isPresent() && let.get() instanceof YamlMapping named) {
      for (YamlMapping.Entry entry : named.entries()) {
        lets.add(entry.name() + " = " + ((YamlScalar) entry.value()).text().strip());
      }
    }
    return lets;
  }

  private void stages() {
    section("Stages");
    StageText.lines(plan).forEach(this::line);
    if (plan.within() > 0) {
      line("all within " + Durations.format(plan.within()) + " of the first reading");
    }
    if (plan.maxGap() > 0) {
      line("each within " + Durations.format(plan.maxGap()) + " of the reading before");
    }
    if (plan.run() == null) {
      line(afterMatch(plan.afterMatch()));
    }
  }

  private static String afterMatch(AfterMatch after) {
    String then = "after a match ";
    return switch (after.strategy()) {
      case NO_SKIP -> then + "nothing is dropped: every possible match is found";
      case SKIP_TO_NEXT -> then + "those that began with the same reading are dropped";
      case SKIP_PAST_LAST_EVENT -> then + "all that began before its last reading are dropped";
      case SKIP_TO_FIRST ->
          then + "all that began before its first reading of " + after.stage() + " are dropped";
      case SKIP_TO_LAST ->
          then + "all that began before its last reading of " + after.stage() + " are dropped";
    };
  }

  private void pattern() {
    section("Pattern");
    PatternText.of(plan).lines().forEach(this::line);
    section("Runs as");
    line(
        switch (EngineKind.of(plan)) {
          case RUN -> "a run: of each key the reading is kept that began it";
          case CHAIN ->
              "a chain: all that wait for a stage go on together, with one test a reading";
          case GRAPH -> "the states of Flink's NFA: each partial match is tested with each reading";
          case NFA -> "Flink's own NFA and buffer: the slowest way";
        });
  }

  private void index() {
    section("Index");
    List<Checked> starts = Starts.of(plan);
    if (starts.isEmpty() || starts.stream().anyMatch(start -> start.terms().isEmpty())) {
      line("none: any reading may begin a match, so each is tried");
      return;
    }
    for (Checked start : starts) {
      line(TermText.of(start.terms()));
    }
    line("a reading that cannot satisfy this begins no match");
  }

  private void alert() {
    section("Alert");
    Lifecycle lifecycle = plan.lifecycle();
    if (lifecycle instanceof Lifecycle.Moment) {
      line("of one moment: each match is an alert, status matched");
    } else if (lifecycle instanceof Lifecycle.Until until) {
      line("a match fires it; it stays open until " + resolves(until));
    } else {
      Run run = plan.run();
      String gap = run == null ? "" : silence(run);
      line("a match fires it; it stays open until a reading does not satisfy the condition" + gap);
    }
    if (plan.alertOnTimeout()) {
      line("a partial match that times out is an alert too, with the stages it reached");
    }
    if (lifecycle.realert() > 0) {
      String pause = Durations.format(lifecycle.realert());
      line(
          lifecycle instanceof Lifecycle.Moment
              ? "after one, none is raised for the same key for " + pause
              : "one that opens less than "
                  + pause
                  + " after the last of its key is told when that is over, if it is still open");
    }
  }

  private static String silence(Run run) {
    return run.maxGap() > 0 ? ", or none comes for " + Durations.format(run.maxGap()) : "";
  }

  private static String resolves(Lifecycle.Until until) {
    String condition = until.when().text().strip();
    if (condition.equals("true")) {
      return "the key's next reading";
    }
    return until.hold() > 0
        ? condition + " has held for " + Durations.format(until.hold())
        : "a reading with " + condition;
  }

  private void state(long keyTtl, long every) {
    section("State of a key, at a reading every " + Durations.format(every));
    StateCost cost = StateCost.of(plan, every);
    for (StateCost.Part part : cost.parts()) {
      line(part.what() + " (" + size(part.bytes()) + ")");
    }
    line(
        "about "
            + size(cost.bytes())
            + " at most; less where signals share a window, or rules a signal");
    line("all of it is dropped when the key has been silent for " + Durations.format(keyTtl));
  }

  /** {@code 840 B}, {@code 12 KiB}. */
  private static String size(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    long kib = (bytes + 512) / 1024;
    return kib < 10_000 ? kib + " KiB" : (kib + 512) / 1024 + " MiB";
  }

  private void section(String title) {
    out.append('\n').append(title).append('\n');
  }

  private void line(String text) {
    out.append("  ").append(text.replace("\n", " ")).append('\n');
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
