package dev.vigil.rule;

import dev.vigil.condition.Checked;
import dev.vigil.condition.ConditionCompiler;
import dev.vigil.condition.Fragment;
import dev.vigil.condition.StageScope;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.event.Schema;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Plan;
import dev.vigil.rule.Parsed.Found;
import dev.vigil.rule.kind.Canonical;
import dev.vigil.rule.kind.Form;
import dev.vigil.rule.kind.FormContext;
import dev.vigil.rule.kind.Forms;
import dev.vigil.rule.kind.Lowered;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.SignalSlots;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One document to one rule, against streams already chosen. */
final class DocumentParser {
  private static final int MAX_DESCRIPTION = 4_096;
  private static final int MAX_LETS = 64;

  private final MappingReader document;
  private final String text;
  private final List<Schema> streams;
  private final Diagnostics diagnostics;
  private final SignalSlots slots = new SignalSlots();
  private final FormContext context;

  DocumentParser(
      YamlMapping mapping,
      String text,
      List<Schema> streams,
      long keyTtl,
      Diagnostics diagnostics) {
    this.document = new MappingReader(mapping, diagnostics);
    this.text = text;
    this.streams = streams;
    this.diagnostics = diagnostics;
    ConditionCompiler compiler = new ConditionCompiler(streams, slots, diagnostics);
    compiler.lint(keyTtl);
    this.context = new FormContext(document, compiler, diagnostics);
  }

  /** The rule, or empty where there is an error. */
  Optional<Found> parse() {
    String id = id();
    String description = description();
    AlertSeverity severity = choice("severity", AlertSeverity.values(), AlertSeverity.WARNING);
    Mode mode = choice("mode", Mode.values(), Mode.LIVE);
    document.has("from");
    List<String> by = new KeyReader(document, streams, diagnostics).read();
    Map<String, String> lets = lets();
    Canonical canonical = new Canonical().add("version", 1);
    Optional<Lowered> lowered = form().flatMap(form -> lower(form, lets, canonical));
    StageScope scope = lowered.map(Lowered::scope).orElse(StageScope.NONE);
    Optional<Lifecycle> resolve = resolve(scope.outside(), lets);
    long realert = context.duration(document, "realert");
    Map<String, String> labels = new LabelReader(document, diagnostics).read();
    Map<String, Template> annotations =
        new TemplateReader(context.compiler(), scope, diagnostics).read(document);
    document.refuseOthers();
    if (lowered.isEmpty() || diagnostics.hasErrors()) {
      return Optional.empty();
    }
    if (context.compiler().keyTtl() > 0) {
      lintLets();
    }
    Lifecycle lifecycle = resolve.orElse(lowered.get().lifecycle()).withRealert(realert);
    Plan plan = plan(lowered.get(), by, lifecycle, canonical);
    String value = ValueField.of(lowered.get().closing(), streams).orElse(null);
    Rule rule = new Rule(id, description, severity, mode, labels, annotations, plan, value, text);
    return Optional.of(new Found(rule, idSpan()));
  }

  private Span idSpan() {
    return document.scalar("rule").map(YamlScalar::span).orElseGet(document::start);
  }

  private String id() {
    document.require("rule", "begin with rule: ID");
    String id = document.text("rule").orElse("");
    if (document.scalar("rule").isPresent() && !Rule.isId(id)) {
      diagnostics.error(
          "bad-rule-id",
          idSpan(),
          "'" + id + "' cannot be a rule's id",
          "use at most 63 lower-case letters, digits and -, the first no -");
    }
    return id;
  }

  private String description() {
    String description = document.text("description").orElse("").strip();
    if (description.length() > MAX_DESCRIPTION) {
      diagnostics.error(
          "too-long",
          document.keySpan("description"),
          "a description of more than " + MAX_DESCRIPTION + " characters",
          "say more behind runbook_url");
    }
    return description;
  }

  private <E extends Enum<E>> E choice(String key, E[] values, E otherwise) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(value.name().toLowerCase(java.util.Locale.ROOT), value);
    }
    return document.choice(key, words).orElse(otherwise);
  }

  /** Declares the lets; what they say, by name. */
  private Map<String, String> lets() {
    Map<String, String> lets = new TreeMap<>();
    Optional<MappingReader> written = document.child("let");
    if (written.isPresent() && written.get().mapping().entries().size() > MAX_LETS) {
      diagnostics.error("too-many", document.keySpan("let"), "more than " + MAX_LETS + " lets");
    } else if (written.isPresent()) {
      for (YamlMapping.Entry entry : written.get().mapping().entries()) {
        Optional<YamlScalar> value = written.get().scalar(entry.name());
        if (value.isPresent()) {
          Fragment cel = new Fragment(value.get().text(), value.get().offsets());
          context.compiler().let(entry.name(), entry.key().span(), cel);
          lets.put(entry.name(), cel.text());
        }
      }
    }
    return lets;
  }

  private void lintLets() {
    Set<String> used = context.compiler().usedLets();
    document
        .child("let")
        .ifPresent(
            lets -> {
              for (YamlMapping.Entry entry : lets.mapping().entries()) {
                if (!used.contains(entry.name())) {
                  diagnostics.warning(
                      "unused-let",
                      entry.key().span(),
                      "nothing uses the let '" + entry.name() + "'",
                      "remove it");
                }
              }
            });
  }

  /** The one form whose key the document has. */
  private Optional<Form> form() {
    List<Form> present = new ArrayList<>();
    for (Form form : Forms.ALL) {
      if (document.has(form.key())) {
        present.add(form);
      }
    }
    if (present.isEmpty()) {
      Forms.ALL.forEach(form -> form.companions().forEach(document::has));
      String keys = Forms.ALL.stream().map(Form::key).collect(Collectors.joining(", "));
      diagnostics.error("missing-form", document.start(), "nothing to match", "add one of " + keys);
      return Optional.empty();
    }
    for (Form second : present.subList(1, present.size())) {
      diagnostics.error(
          "several-forms",
          document.keySpan(second.key()),
          "a rule has '" + present.get(0).key() + "' or '" + second.key() + "', not both",
          "make two rules of it");
    }
    return Optional.of(present.get(0));
  }

  private Optional<Lowered> lower(Form form, Map<String, String> lets, Canonical canonical) {
    misplaced(form)
        .forEach(
            (key, forms) ->
                diagnostics.error(
                    "misplaced-key",
                    document.keySpan(key),
                    "'" + key + "' goes with '" + forms + "', not with '" + form.key() + "'",
                    "remove it"));
    Optional<Lowered> lowered = form.lower(context);
    lowered.ifPresent(share -> canonical.add("form", form.key()).add(share.canonical()));
    addUsed(lets, canonical);
    return lowered;
  }

  /** Adds the lets that have been used so far. */
  private void addUsed(Map<String, String> lets, Canonical canonical) {
    Set<String> used = context.compiler().usedLets();
    lets.forEach(
        (name, cel) -> {
          if (used.contains(name)) {
            canonical.add("let", name).add("is", cel);
          }
        });
  }

  /** The keys of other forms that the document has, and these forms. */
  private Map<String, String> misplaced(Form form) {
    Map<String, String> misplaced = new LinkedHashMap<>();
    for (Form other : Forms.ALL) {
      for (String key : other.companions()) {
        if (!form.companions().contains(key) && document.has(key)) {
          misplaced.merge(key, other.key(), (one, more) -> one + "' or '" + more);
        }
      }
    }
    return misplaced;
  }

  /** {@code resolve: {when: pm25 < 55, for: 5m}}; its realert is filled in later. */
  private Optional<Lifecycle> resolve(StageScope scope, Map<String, String> lets) {
    Optional<MappingReader> resolve = document.child("resolve");
    if (resolve.isEmpty()) {
      return Optional.empty();
    }
    resolve.get().require("when", "say when the alert is over");
    Optional<Checked> when = context.condition(resolve.get(), "when", scope);
    long hold = context.duration(resolve.get(), "for");
    resolve.get().refuseOthers();
    return when.map(found -> new Lifecycle.Until(found, hold, 0, meaning(found, lets)));
  }

  private String meaning(Checked condition, Map<String, String> lets) {
    Canonical canonical = new Canonical().add("when", condition.text());
    addUsed(lets, canonical);
    return canonical.hash();
  }

  private Plan plan(Lowered lowered, List<String> by, Lifecycle lifecycle, Canonical canonical) {
    List<SignalCall> signals = slots.calls();
    Set<String> from = streams.stream().map(Schema::stream).collect(Collectors.toSet());
    from.stream().sorted().forEach(stream -> canonical.add("from", stream));
    by.forEach(field -> canonical.add("by", field));
    signals.forEach(signal -> canonical.add("signal", signal.id()));
    return new Plan(
        from,
        by,
        signals,
        lowered.run(),
        lowered.stages().apply(signals.size()),
        lowered.within(),
        lowered.maxGap(),
        lowered.afterMatch(),
        lowered.alertOnTimeout(),
        lifecycle,
        canonical.hash());
  }
}
