package dev.vigil.rule.kind;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Condition;
import dev.vigil.condition.StageScope;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Stage;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlScalar;
import dev.vigil.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the items of a sequence as stages, and notes where each stands. */
final class StageReader {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,63}");

  /** Stages of a sequence, those in groups among them. */
  private static final int MAX_STAGES = 200;

  private final FormContext context;
  private final Diagnostics diagnostics;
  private final Map<String, Span> names = new LinkedHashMap<>();
  private final List<String> taking = new ArrayList<>();
  private final List<String> without = new ArrayList<>();
  private final IdentityHashMap<Stage, MappingReader> places = new IdentityHashMap<>();
  private boolean complete = true;
  private int count;

  StageReader(FormContext context) {
    this.context = context;
    this.diagnostics = context.diagnostics();
  }

  /** Names of the stages that take readings, in order. */
  List<String> taking() {
    return taking;
  }

  /** The mapping in which a stage is written. */
  MappingReader place(Stage stage) {
    return Objects.requireNonNull(places.get(stage), stage.name());
  }

  /** Whether every item became a stage. */
  boolean complete() {
    return complete;
  }

  List<Stage> read(YamlSequence items) {
    return read(items, false);
  }

  private List<Stage> read(YamlSequence items, boolean looping) {
    List<Stage> stages = new ArrayList<>();
    for (YamlNode item : items.items()) {
      if (++count > MAX_STAGES) {
        tooMany(item);
        break;
      }
      Optional<Stage> stage = stage(item, looping);
      stage.ifPresent(stages::add);
      complete &= stage.isPresent();
    }
    if (items.items().isEmpty()) {
      complete = false;
      diagnostics.error(
          "empty-sequence", items.span(), "a sequence without stages", "begin with - begin: NAME");
    }
    return stages;
  }

  private void tooMany(YamlNode item) {
    if (complete) {
      diagnostics.error(
          "too-many-stages",
          Span.at(item.span().start()),
          "more than " + MAX_STAGES + " stages",
          "count alike readings with times");
    }
    complete = false;
  }

  private Optional<Stage> stage(YamlNode item, boolean looping) {
    if (!(item instanceof YamlMapping mapping)) {
      diagnostics.error(
          "wrong-type", item.span(), "a stage has keys and values, found " + item.kindInWords());
      return Optional.empty();
    }
    MappingReader reader = new MappingReader(mapping, diagnostics);
    Optional<Contiguity> contiguity = contiguity(reader);
    Optional<String> name = contiguity.flatMap(found -> name(reader, found));
    Quantifier quantifier = new QuantifierReader(reader, diagnostics).read();
    Optional<Stage> stage =
        reader.has("sequence")
            ? group(reader, contiguity, name, quantifier, looping)
            : single(reader, contiguity, name, quantifier, looping);
    reader.refuseOthers();
    stage.ifPresent(found -> places.put(found, reader));
    return stage;
  }

  private Optional<Stage> single(
      MappingReader reader,
      Optional<Contiguity> contiguity,
      Optional<String> name,
      Quantifier quantifier,
      boolean looping) {
    if (contiguity.filter(Contiguity::isNegative).isPresent()) {
      name.ifPresent(without::add);
    }
    boolean asksItself = looping || quantifier.isLooping();
    StageScope scope =
        new StageScope(
            taking,
            asksItself ? name.orElse(null) : null,
            asksItself ? null : name.orElse(null),
            without,
            List.of());
    Optional<Checked> where = where(reader, scope);
    Optional<Checked> until = context.condition(reader, "until", scope);
    if (contiguity.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    if (!contiguity.get().isNegative()) {
      taking.add(name.get());
    }
    return Optional.of(
        new Stage.Single(
            name.get(), contiguity.get(), quantifier, where.orElse(null), until.orElse(null)));
  }

  private Optional<Stage> group(
      MappingReader reader,
      Optional<Contiguity> contiguity,
      Optional<String> name,
      Quantifier quantifier,
      boolean looping) {
    for (String key : List.of("where", "or")) {
      if (reader.has(key)) {
        diagnostics.error(
            "group-condition",
            reader.keySpan(key),
            "a group has no '" + key + "' of its own",
            "put the condition into its stages");
      }
    }
    List<Stage> stages =
        reader
            .sequence("sequence")
            .map(items -> read(items, looping || quantifier.isLooping()))
            .orElse(List.of());
    Optional<Checked> until = context.condition(reader, "until", new StageScope(taking, null));
    if (contiguity.isEmpty() || name.isEmpty() || stages.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Stage.Group(name.get(), contiguity.get(), quantifier, stages, until.orElse(null)));
  }

  private Optional<Contiguity> contiguity(MappingReader reader) {
    List<Contiguity> found = new ArrayList<>();
    Set<String> words = new LinkedHashSet<>();
    for (Contiguity contiguity : Contiguity.values()) {
      words.add(contiguity.label());
      if (reader.has(contiguity.label())) {
        found.add(contiguity);
      }
    }
    if (found.isEmpty()) {
      diagnostics.error(
          "missing-key",
          reader.start(),
          "a stage needs one of " + String.join(", ", words),
          "name the stage there, as in followed_by: drop");
      return Optional.empty();
    }
    for (Contiguity second : found.subList(1, found.size())) {
      diagnostics.error(
          "several-contiguities",
          reader.keySpan(second.label()),
          "a stage is " + found.get(0).label() + " or " + second.label() + ", not both",
          "make two stages of it");
    }
    return Optional.of(found.get(0));
  }

  private Optional<String> name(MappingReader reader, Contiguity contiguity) {
    Optional<YamlScalar> scalar = reader.scalar(contiguity.label());
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String name = scalar.get().text();
    Span span = scalar.get().span();
    if (!NAME.matcher(name).matches()) {
      diagnostics.error(
          "bad-stage-name",
          span,
          "'" + name + "' cannot name a stage",
          "use at most 64 lower-case letters, digits and _, the first no digit");
    } else if (names.containsKey(name)) {
      int line = diagnostics.source().position(names.get(name).start()).line();
      diagnostics.error(
          "duplicate-stage",
          span,
          "the stage in line " + line + " is already called '" + name + "'",
          "give this one a name of its own");
    } else {
      context.compiler().stage(name, span);
    }
    names.putIfAbsent(name, span);
    return Optional.of(name);
  }

  /** {@code where}, and what stands in {@code or} beside it. */
  private Optional<Checked> where(MappingReader reader, StageScope scope) {
    Optional<Checked> where = context.condition(reader, "where", scope);
    List<Checked> others = new ArrayList<>();
    for (YamlScalar other : reader.scalars("or")) {
      context.condition(other, scope).ifPresent(others::add);
    }
    if (reader.has("or") && !reader.has("where")) {
      diagnostics.error(
          "lone-or", reader.keySpan("or"), "'or' without 'where'", "write the first as where");
    }
    Checked all = where.orElse(null);
    for (Checked other : others) {
      all = all == null ? other : either(all, other);
    }
    return Optional.ofNullable(all);
  }

  private static Checked either(Checked one, Checked other) {
    Condition first = one.condition();
    Condition second = other.condition();
    Set<String> fields = new LinkedHashSet<>(one.fields());
    fields.addAll(other.fields());
    return new Checked(
        "(" + one.text() + ") || (" + other.text() + ")",
        (reading, stages) -> first.test(reading, stages).or(second.test(reading, stages)),
        List.of(),
        fields,
        one.iterative() || other.iterative());
  }
}
