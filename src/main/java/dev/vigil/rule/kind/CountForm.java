package dev.vigil.rule.kind;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Fragment;
import dev.vigil.condition.StageScope;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.event.Durations;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code count: {where: …, at_least: 6, of: 10}} or {@code within: 10m}: a condition that held for
 * so many of the last readings. Lowered to {@code when: held(where, of or within) >= at_least}, and
 * so open for as long as that is so.
 */
final class CountForm implements Form {
  /** As many readings as a signal goes back. */
  private static final long MOST = 1_000;

  @Override
  public String key() {
    return "count";
  }

  @Override
  public List<String> companions() {
    return List.of();
  }

  @Override
  public Optional<Lowered> lower(FormContext context) {
    Optional<MappingReader> written = context.document().child("count");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    MappingReader count = written.get();
    count.require("where", "say what is counted: where: pm25 > 75");
    count.require("at_least", "say how many make an alert: at_least: 6");
    Optional<YamlScalar> where = count.scalar("where");
    OptionalLong atLeast = count.integer("at_least", 1, MOST);
    OptionalLong of = count.integer("of", 1, MOST);
    long within = context.duration(count, "within");
    count.refuseOthers();
    checkWindow(count, atLeast, of, context.diagnostics());
    // Alone first: it must be a condition by itself, and is told of in its own words.
    if (where.isEmpty() || context.condition(where.get(), StageScope.NONE).isEmpty()) {
      return Optional.empty();
    }
    String window = within > 0 ? "'" + Durations.format(within) + "'" : "" + of.orElse(1);
    String commentsEnd = where.get().text().contains("//") ? "\n" : "";
    Fragment held =
        new Fragment(where.get().text(), where.get().offsets())
            .within("held(", commentsEnd + ", " + window + ") >= " + atLeast.orElse(1));
    Canonical canonical =
        new Canonical()
            .add("where", where.get().text())
            .add("at_least", atLeast.orElse(1))
            .add("of", of.orElse(0))
            .add("within", within);
    // What there is to warn of has been said at its place in the document.
    long keyTtl = context.compiler().keyTtl();
    context.compiler().lint(0);
    Optional<Checked> condition = context.compiler().condition(held, StageScope.NONE);
    context.compiler().lint(keyTtl);
    return condition.map(found -> WhenForm.lowered(found, 0, 0, canonical));
  }

  private static void checkWindow(
      MappingReader count, OptionalLong atLeast, OptionalLong of, Diagnostics diagnostics) {
    if (count.has("of") == count.has("within")) {
      diagnostics.error(
          "count-window",
          count.has("of") ? count.keySpan("within") : count.start(),
          "'count' goes over a number of readings or a time, one of them",
          "write of: 10 for the last ten readings, or within: 10m");
    }
    if (of.isPresent() && atLeast.isPresent() && atLeast.getAsLong() > of.getAsLong()) {
      diagnostics.error(
          "out-of-range",
          count.keySpan("at_least"),
          "there are never " + atLeast.getAsLong() + " among " + of.getAsLong() + " readings",
          "make 'of' larger, or 'at_least' smaller");
    }
  }
}
