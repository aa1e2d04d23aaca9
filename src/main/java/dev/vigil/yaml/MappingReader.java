package dev.vigil.yaml;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.yaml.YamlScalar.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads a mapping key by key. What has the wrong type is reported and then treated as not there.
 * The keys asked for are the keys there are: {@link #refuseOthers()} reports all else.
 */
public final class MappingReader {
  private final YamlMapping mapping;
  private final Diagnostics diagnostics;
  private final Set<String> known = new LinkedHashSet<>();

  public MappingReader(YamlMapping mapping, Diagnostics diagnostics) {
    this.mapping = mapping;
    this.diagnostics = diagnostics;
  }

  public YamlMapping mapping() {
    return mapping;
  }

  /** Whether the key is there, with whatever value. */
  public boolean has(String key) {
    return node(key).isPresent();
  }

  /** Where the key stands, or where the mapping starts if it is not there. */
  public Span keySpan(String key) {
    return mapping.entry(key).map(entry -> entry.key().span()).orElseGet(this::start);
  }

  /** A point at the mapping's start. */
  public Span start() {
    return mapping.entries().isEmpty()
        ? Span.at(mapping.span().start())
        : mapping.entries().get(0).key().span();
  }

  public Optional<YamlNode> node(String key) {
    known.add(key);
    return mapping.entry(key).map(YamlMapping.Entry::value);
  }

  /** A scalar that is not empty. */
  public Optional<YamlScalar> scalar(String key) {
    return node(key).flatMap(node -> scalar(key, node));
  }

  /** A scalar's text, as written also for numbers and booleans. */
  public Optional<String> text(String key) {
    return scalar(key).map(YamlScalar::text);
  }

  public Optional<Boolean> bool(String key) {
    return scalar(key)
        .filter(scalar -> is(key, scalar, scalar.kind() == Kind.BOOLEAN, "true or false"))
        .map(scalar -> scalar.text().equalsIgnoreCase("true"));
  }

  /** A whole number from {@code least} to {@code most}. */
  public OptionalLong integer(String key, long least, long most) {
    Optional<YamlScalar> found =
        scalar(key)
            .filter(scalar -> is(key, scalar, scalar.kind() == Kind.INTEGER, "a whole number"));
    if (found.isEmpty()) {
      return OptionalLong.empty();
    }
    Optional<Long> value = CoreSchema.whole(found.get()).filter(v -> v >= least && v <= most);
    if (value.isEmpty()) {
      String range = "from " + least + " to " + most;
      diagnostics.error(
          "out-of-range", found.get().span(), "'" + key + "' must be a number " + range);
      return OptionalLong.empty();
    }
    return OptionalLong.of(value.get());
  }

  /** A finite number. */
  public OptionalDouble number(String key) {
    Optional<YamlScalar> found = scalar(key);
    OptionalDouble value =
        found.isEmpty() ? OptionalDouble.empty() : CoreSchema.number(found.get());
    if (found.isPresent() && value.isEmpty()) {
      wrongType(key, found.get(), "a number");
    }
    return value;
  }

  /** One of some words. */
  public <T> Optional<T> choice(String key, Map<String, T> choices) {
    Optional<YamlScalar> found = scalar(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String word = found.get().text();
    T value = choices.get(word);
    if (value == null) {
      String all = String.join(", ", choices.keySet());
      diagnostics.error(
          "unknown-value",
          found.get().span(),
          "'" + key + "' is one of " + all + ", not '" + word + "'",
          Spelling.hint(word, choices.keySet()).orElse(null));
    }
    return Optional.ofNullable(value);
  }

  /** A mapping inside this one, to be read in the same way. */
  public Optional<MappingReader> child(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof YamlMapping found) {
      return Optional.of(new MappingReader(found, diagnostics));
    }
    wrongType(key, node.get(), "keys and values");
    return Optional.empty();
  }

  public Optional<YamlSequence> sequence(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof YamlSequence found) {
      return Optional.of(found);
    }
    wrongType(key, node.get(), "a list");
    return Optional.empty();
  }

  /** The scalars of a list, or the one scalar that stands in its place; empty without the key. */
  public List<YamlScalar> scalars(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    List<YamlNode> items =
        node.get() instanceof YamlSequence list ? list.items() : List.of(node.get());
    List<YamlScalar> found = new ArrayList<>();
    for (YamlNode item : items) {
      scalar(key, item).ifPresent(found::add);
    }
    return found;
  }

  /** Reports the key if it is not there. */
  public void require(String key, String hint) {
    if (!has(key)) {
      diagnostics.error("missing-key", start(), "'" + key + "' is missing", hint);
    }
  }

  /** Reports every key that nobody has asked for. */
  public void refuseOthers() {
    for (YamlMapping.Entry entry : mapping.entries()) {
      if (!known.contains(entry.name())) {
        diagnostics.error(
            "unknown-key",
            entry.key().span(),
            "unknown key '" + entry.name() + "'",
            Spelling.hint(entry.name(), known).orElse("known here: " + String.join(", ", known)));
      }
    }
  }

  private Optional<YamlScalar> scalar(String key, YamlNode node) {
    if (node instanceof YamlScalar scalar && !scalar.isNull()) {
      return Optional.of(scalar);
    }
    wrongType(key, node, "a single value");
    return Optional.empty();
  }

  private boolean is(String key, YamlScalar scalar, boolean fits, String wanted) {
    if (!fits) {
      wrongType(key, scalar, wanted);
    }
    return fits;
  }

  private void wrongType(String key, YamlNode node, String wanted) {
    diagnostics.error(
        "wrong-type",
        node.span(),
        "'" + key + "' takes " + wanted + ", found " + node.kindInWords());
  }
}
