package dev.vigil.rule;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import dev.vigil.event.Schema;
import dev.vigil.rule.Parsed.Found;
import dev.vigil.yaml.YamlDocument;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns YAML documents into rules, or into everything that is wrong with them. */
public final class RuleParser {
  private RuleParser() {}

  /** The rules of a file, one a document. A document with an error gives none; others still do. */
  public static Parsed parse(Source source, Catalog catalog) {
    List<YamlDocument> documents = YamlReader.split(source);
    List<Found> rules = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (YamlDocument document : documents) {
      Diagnostics findings = new Diagnostics(source);
      Optional<Found> found = parse(document, document.text(), catalog, findings);
      if (found.isPresent() && isNew(found.get(), lines, findings)) {
        rules.add(found.get());
      }
      diagnostics.addAll(findings.all());
    }
    return new Parsed(rules, diagnostics, documents.size());
  }

  /**
   * The rule of a control record, whose value must be one document.
   *
   * @param name what a person calls the record: topic and offset
   */
  public static Parsed parseOne(String name, String text, Catalog catalog) {
    Source source = new Source(name, text);
    List<YamlDocument> documents = YamlReader.split(source);
    Diagnostics findings = new Diagnostics(source);
    Optional<Found> found = Optional.empty();
    if (documents.size() == 1) {
      found = parse(documents.get(0), text, catalog, findings);
    } else {
      int at = documents.isEmpty() ? 0 : documents.get(1).offset();
      findings.error(
          "one-rule", Span.at(at), "a record holds one rule, this one has " + documents.size());
    }
    return new Parsed(found.stream().toList(), findings.all(), documents.size());
  }

  /**
   * The rule of one mapping of a text that holds other things too.
   *
   * @param text the rule as a document of its own
   * @param source the whole text
   */
  public static Parsed parse(YamlMapping mapping, String text, Source source, Catalog catalog) {
    Diagnostics findings = new Diagnostics(source);
    Optional<Found> found = parse(mapping, text, catalog, findings);
    return new Parsed(found.stream().toList(), findings.all(), 1);
  }

  private static boolean isNew(Found found, Map<String, Integer> lines, Diagnostics findings) {
    int line = findings.source().position(found.id().start()).line();
    Integer first = lines.putIfAbsent(found.rule().id(), line);
    if (first == null) {
      return true;
    }
    findings.error(
        "duplicate-rule",
        found.id(),
        "the rule in line " + first + " is already called '" + found.rule().id() + "'",
        "give it an id of its own");
    return false;
  }

  private static Optional<Found> parse(
      YamlDocument document, String text, Catalog catalog, Diagnostics findings) {
    Optional<YamlMapping> mapping =
        YamlReader.read(document, findings).flatMap(root -> YamlReader.mapping(root, findings));
    return mapping.flatMap(root -> parse(root, text, catalog, findings));
  }

  private static Optional<Found> parse(
      YamlMapping mapping, String text, Catalog catalog, Diagnostics findings) {
    List<Schema> streams = new StreamChoice(mapping, catalog).choose(findings);
    if (streams.isEmpty()) {
      return Optional.empty();
    }
    return new DocumentParser(mapping, text, streams, catalog.keyTtl(), findings).parse();
  }
}
