package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlScalar;
import dev.vigil.yaml.YamlSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the texts of the environment and of files in the place of references to them, and keeps them
 * out of what people are shown. A reference is a name or {@code file:} and a path, in braces after
 * a dollar sign; with two dollar signs it stands for itself.
 */
final class Expansion {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^{}]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String FILE = "file:";

  /** Shorter texts are in too many words to be hidden in them. */
  private static final int SHORTEST_HIDDEN = 3;

  private final UnaryOperator<@Nullable String> environment;
  private final Diagnostics diagnostics;
  private final Map<String, String> shown = new TreeMap<>();

  Expansion(UnaryOperator<@Nullable String> environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /** The tree with every value expanded; keys are as written. */
  YamlNode expand(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return expand(mapping);
    }
    if (node instanceof YamlSequence list) {
      return new YamlSequence(
          list.items().stream().map(this::expand).toList(), list.span(), list.size());
    }
    YamlScalar scalar = (YamlScalar) node;
    return scalar.text().contains("${") ? expand(scalar) : scalar;
  }

  YamlMapping expand(YamlMapping mapping) {
    List<YamlMapping.Entry> entries = new ArrayList<>();
    for (YamlMapping.Entry entry : mapping.entries()) {
      entries.add(new YamlMapping.Entry(entry.key(), expand(entry.value())));
    }
    return new YamlMapping(entries, mapping.span(), mapping.size());
  }

  private YamlScalar expand(YamlScalar scalar) {
    Matcher reference = REFERENCE.matcher(scalar.text());
    StringBuilder expanded = new StringBuilder();
    while (reference.find()) {
      String name = reference.group(1);
      String value = name == null ? "${" : value(name, scalar.span()).orElse("");
      reference.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    return scalar.withText(reference.appendTail(expanded).toString());
  }

  private Optional<String> value(String name, Span span) {
    Optional<String> value =
        name.startsWith(FILE) ? file(name.substring(FILE.length()), span) : variable(name, span);
    value
        .filter(text -> text.length() >= SHORTEST_HIDDEN)
        .ifPresent(text -> shown.put(text, "${" + name + "}"));
    return value;
  }

  private Optional<String> variable(String name, Span span) {
    if (!NAME.matcher(name).matches()) {
      diagnostics.error(
          "bad-reference",
          span,
          "'${" + name + "}' names no environment variable",
          "write ${NAME}, ${file:/path}, or $${ for the characters themselves");
      return Optional.empty();
    }
    String value = environment.apply(name);
    if (value == null) {
      diagnostics.error("unset-variable", span, "the environment variable " + name + " is not set");
    }
    return Optional.ofNullable(value);
  }

  private Optional<String> file(String path, Span span) {
    try {
      return Optional.of(Files.readString(Path.of(path)).stripTrailing());
    } catch (IOException | java.nio.file.InvalidPathException e) {
      diagnostics.error("unreadable-file", span, "the file " + path + " cannot be read");
      return Optional.empty();
    }
  }

  /** What hides the expanded texts again, in whatever is shown. */
  Mask mask() {
    return new Mask(shown);
  }
}
