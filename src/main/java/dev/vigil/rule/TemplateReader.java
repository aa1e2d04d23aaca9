package dev.vigil.rule;

import dev.vigil.condition.ConditionCompiler;
import dev.vigil.condition.Expression;
import dev.vigil.condition.Fragment;
import dev.vigil.condition.StageScope;
import dev.vigil.condition.TextLiterals;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.rule.Template.Part;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Reads {@code annotations}: texts with <code>{{ expression }}</code> in them. */
final class TemplateReader {
  private static final int MAX_ANNOTATIONS = 64;
  private static final int MAX_LENGTH = 8_192;
  private static final int MAX_EXPRESSIONS = 256;

  private final ConditionCompiler compiler;
  private final StageScope scope;
  private final Diagnostics diagnostics;
  private int expressions;

  TemplateReader(ConditionCompiler compiler, StageScope scope, Diagnostics diagnostics) {
    this.compiler = compiler;
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  /** The annotations in the order written. */
  Map<String, Template> read(MappingReader document) {
    Map<String, Template> annotations = new LinkedHashMap<>();
    Optional<MappingReader> reader = document.child("annotations");
    if (reader.isPresent()) {
      List<YamlMapping.Entry> entries = reader.get().mapping().entries();
      if (entries.size() > MAX_ANNOTATIONS) {
        diagnostics.error(
            "too-many",
            document.keySpan("annotations"),
            "more than " + MAX_ANNOTATIONS + " annotations");
        return annotations;
      }
      for (YamlMapping.Entry entry : entries) {
        reader
            .get()
            .scalar(entry.name())
            .ifPresent(scalar -> annotations.put(entry.name(), template(scalar)));
      }
    }
    return Collections.unmodifiableMap(annotations);
  }

  private Template template(YamlScalar scalar) {
    String text = scalar.text();
    List<Part> parts = new ArrayList<>();
    if (text.length() > MAX_LENGTH) {
      diagnostics.error(
          "too-long", scalar.span(), "an annotation of more than " + MAX_LENGTH + " characters");
      return new Template(text, parts);
    }
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("{{", at);
      int close = open < 0 ? -1 : close(text, open + 2);
      if (open >= 0 && close < 0) {
        diagnostics.error(
            "bad-template", scalar.span(open, open + 2), "'{{' without '}}'", "close it with }}");
      }
      if (close < 0) {
        parts.add(new Part.Literal(text.substring(at)));
        break;
      }
      if (open > at) {
        parts.add(new Part.Literal(text.substring(at, open)));
      }
      value(scalar, open + 2, close).ifPresent(value -> parts.add(new Part.Value(value)));
      at = close + 2;
    }
    return new Template(text, parts);
  }

  private Optional<Expression> value(YamlScalar scalar, int from, int to) {
    String written = scalar.text().substring(from, to);
    if (written.isBlank()) {
      diagnostics.error(
          "bad-template",
          scalar.span(from - 2, to + 2),
          "nothing between '{{' and '}}'",
          "name a field, as in {{ pm25 }}");
      return Optional.empty();
    }
    expressions++;
    if (expressions > MAX_EXPRESSIONS) {
      if (expressions == MAX_EXPRESSIONS + 1) {
        diagnostics.error(
            "too-many",
            scalar.span(from - 2, to + 2),
            "more than " + MAX_EXPRESSIONS + " expressions in the annotations of a rule");
      }
      return Optional.empty();
    }
    int start = from + written.length() - written.stripLeading().length();
    IntUnaryOperator offsets = scalar.offsets();
    Fragment cel = new Fragment(written.strip(), offset -> offsets.applyAsInt(start + offset));
    return compiler.expression(cel, scope);
  }

  /** Where the expression's <code>}}</code> stands, outside its strings and braces; -1 for none. */
  private static int close(String text, int from) {
    int braces = 0;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '}' && braces == 0 && text.startsWith("}}", at)) {
        return at;
      }
      braces += c == '{' ? 1 : c == '}' && braces > 0 ? -1 : 0;
      at = next(text, at);
    }
    return -1;
  }

  /** Where what stands at the offset ends: a text, a name in backticks, or one character. */
  private static int next(String text, int at) {
    if (TextLiterals.begins(text, at)) {
      return TextLiterals.end(text, at);
    }
    int close = text.charAt(at) == '`' ? text.indexOf('`', at + 1) : at;
    return close < 0 ? text.length() : close + 1;
  }
}
