package dev.vigil.yaml;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads YAML 1.2's core schema into nodes with positions. Refused are duplicate keys, tags beside
 * the core ones, and whatever passes the limits here.
 */
public final class YamlReader {
  /** UTF-8 bytes of one document, unless other limits are given. */
  public static final int MAX_BYTES = 64 * 1024;

  /** Values inside values. */
  public static final int MAX_DEPTH = 32;

  /** Values of one document, an alias counted as what it stands for, in the same way. */
  public static final int MAX_NODES = 10_000;

  private YamlReader() {}

  /** The documents of a text as written; those with nothing but comments are left out. */
  public static List<YamlDocument> split(Source source) {
    return DocumentSplitter.split(source.text());
  }

  /** The root of one document of the source, or empty where it cannot be read at all. */
  public static Optional<YamlNode> read(YamlDocument document, Diagnostics diagnostics) {
    return read(document, YamlLimits.DEFAULT, diagnostics);
  }

  private static Optional<YamlNode> read(
      YamlDocument document, YamlLimits limits, Diagnostics diagnostics) {
    int bytes = document.text().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > limits.bytes()) {
      diagnostics.error(
          "yaml-size",
          Span.at(document.offset()),
          "a document of " + bytes + " bytes; at most " + limits.bytes() + " are allowed");
      return Optional.empty();
    }
    return new NodeBuilder(document, limits.nodes(), diagnostics).build();
  }

  /** The mapping of a source that must hold exactly one document. */
  public static Optional<YamlMapping> readMapping(Source source, Diagnostics diagnostics) {
    return readMapping(source, YamlLimits.DEFAULT, diagnostics);
  }

  /** The same within limits of its own. */
  public static Optional<YamlMapping> readMapping(
      Source source, YamlLimits limits, Diagnostics diagnostics) {
    List<YamlDocument> documents = split(source);
    if (documents.size() != 1) {
      int at = documents.isEmpty() ? 0 : documents.get(1).offset();
      diagnostics.error(
          "yaml-documents", Span.at(at), "one document expected, found " + documents.size());
      return Optional.empty();
    }
    return read(documents.get(0), limits, diagnostics).flatMap(root -> mapping(root, diagnostics));
  }

  /** The node as a mapping, or a finding that it is none. */
  public static Optional<YamlMapping> mapping(YamlNode node, Diagnostics diagnostics) {
    if (node instanceof YamlMapping mapping) {
      return Optional.of(mapping);
    }
    diagnostics.error(
        "wrong-type", node.span(), "expected keys and values, found " + node.kindInWords());
    return Optional.empty();
  }
}
