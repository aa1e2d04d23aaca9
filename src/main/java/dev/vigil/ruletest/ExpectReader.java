package dev.vigil.ruletest;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Stage;
import dev.vigil.rule.Rule;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one alert that must come. */
final class ExpectReader {
  private static final Map<String, String> STATUSES = new LinkedHashMap<>();

  static {
    for (String status : List.of("firing", "resolved", "matched")) {
      STATUSES.put(status, status);
    }
  }

  private final MappingReader expect;
  private final TestedRules rules;
  private final Diagnostics diagnostics;

  ExpectReader(MappingReader expect, TestedRules rules, Diagnostics diagnostics) {
    this.expect = expect;
    this.rules = rules;
    this.diagnostics = diagnostics;
  }

  Optional<ExpectedAlert> read() {
    expect.require("rule", "rule: ID, of one of the rules above");
    expect.require("status", "status: firing, resolved or matched");
    Optional<YamlScalar> id = expect.scalar("rule");
    Optional<Rule> rule = id.flatMap(this::rule);
    Map<String, String> key = key(rule);
    Optional<String> status = status(rule);
    OptionalLong at = TestTime.read(expect, "at", diagnostics);
    Map<String, List<Long>> matched = matched(rule);
    List<Long> readings = expect.has("readings") ? times(expect, "readings") : null;
    String message = expect.text("message").orElse(null);
    expect.refuseOthers();
    return id.isEmpty() || status.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ExpectedAlert(id.get().text(), key, status.get(), at, matched, readings, message));
  }

  private Optional<Rule> rule(YamlScalar id) {
    Optional<Rule> rule = rules.rule(id.text());
    if (rule.isEmpty() && rules.areAllKnown()) {
      List<String> known = rules.rules().stream().map(Rule::id).toList();
      diagnostics.error(
          "unknown-rule",
          id.span(),
          "there is no rule '" + id.text() + "'",
          Spelling.hint(id.text(), known)
              .orElse(
                  known.isEmpty()
                      ? "name its file under rules"
                      : "rules are " + String.join(", ", known)));
    }
    return rule;
  }

  private Map<String, String> key(Optional<Rule> rule) {
    List<String> by = rule.map(found -> found.plan().by()).orElse(List.of());
    if (!by.isEmpty()) {
      expect.require("key", "key: {" + String.join(": …, ", by) + ": …}");
    }
    Map<String, String> key = new LinkedHashMap<>();
    Optional<MappingReader> written = expect.child("key");
    if (written.isEmpty()) {
      return key;
    }
    for (YamlMapping.Entry entry : written.get().mapping().entries()) {
      written.get().text(entry.name()).ifPresent(value -> key.put(entry.name(), value));
      if (rule.isPresent() && !by.contains(entry.name())) {
        diagnostics.error(
            "unknown-field",
            entry.key().span(),
            "'" + entry.name() + "' is not in the key of '" + rule.get().id() + "'",
            Spelling.hint(entry.name(), by).orElse("its key is " + String.join(", ", by)));
      }
    }
    for (String field : by) {
      if (!written.get().has(field)) {
        diagnostics.error(
            "missing-key",
            expect.keySpan("key"),
            "the key has no '" + field + "'",
            "the key of '" + rule.map(Rule::id).orElse("") + "' is " + String.join(", ", by));
      }
    }
    return key;
  }

  private Optional<String> status(Optional<Rule> rule) {
    Optional<String> status = expect.choice("status", STATUSES);
    if (rule.isPresent() && status.isPresent()) {
      boolean moment = rule.get().plan().lifecycle() instanceof Lifecycle.Moment;
      if (moment != status.get().equals("matched")) {
        diagnostics.error(
            "wrong-status",
            expect.scalar("status").map(YamlScalar::span).orElseGet(expect::start),
            "an alert of '" + rule.get().id() + "' is never " + status.get(),
            moment
                ? "it is of one moment: status: matched"
                : "it opens and closes: status: firing, then resolved");
      }
    }
    return status;
  }

  private @Nullable Map<String, List<Long>> matched(Optional<Rule> rule) {
    if (!expect.has("matched")) {
      return null;
    }
    Map<String, List<Long>> matched = new LinkedHashMap<>();
    Optional<MappingReader> written = expect.child("matched");
    if (written.isEmpty()) {
      return matched;
    }
    Set<String> known = new LinkedHashSet<>();
    rule.ifPresent(found -> names(found.plan().stages(), known));
    for (YamlMapping.Entry entry : written.get().mapping().entries()) {
      matched.put(entry.name(), times(written.get(), entry.name()));
      if (rule.isPresent() && !known.contains(entry.name())) {
        diagnostics.error(
            "unknown-stage",
            entry.key().span(),
            "'" + rule.get().id() + "' has no stage '" + entry.name() + "'",
            Spelling.hint(entry.name(), known)
                .orElse("its stages are " + String.join(", ", known)));
      }
    }
    return matched;
  }

  private static void names(List<Stage> stages, Set<String> into) {
    for (Stage stage : stages) {
      if (stage instanceof Stage.Group group) {
        names(group.stages(), into);
      } else {
        into.add(stage.name());
      }
    }
  }

  private List<Long> times(MappingReader in, String key) {
    List<Long> times = new ArrayList<>();
    for (YamlScalar time : in.scalars(key)) {
      TestTime.read(time, diagnostics).ifPresent(times::add);
    }
    return times;
  }
}
