package dev.vigil.yaml;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.yaml.YamlScalar.Kind;
import dev.vigil.yaml.YamlScalar.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Turns the events of one document into nodes, within the limits of {@link YamlReader}. */
final class NodeBuilder {
  /** A document that cannot be read on; why has been reported. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused() {
      super(null, null, false, false);
    }
  }

  private final YamlDocument document;
  private final String source;
  private final int limit;
  private final Diagnostics diagnostics;
  private final Json json;
  private final Parser parser;
  private final Map<String, YamlNode> anchors = new HashMap<>();
  private final List<String> open = new ArrayList<>();
  private final int codePoints;
  private int nodes;

  NodeBuilder(YamlDocument document, int limit, Diagnostics diagnostics) {
    this.document = document;
    this.limit = limit;
    this.source = diagnostics.source().text();
    this.diagnostics = diagnostics;
    this.codePoints = document.text().codePointCount(0, document.text().length());
    this.json = Json.of(document.text());
    this.parser = new ParserImpl(new StreamReader(json.scanned()), new LoaderOptions());
  }

  /** The document's root, or empty where the document had to be given up. */
  Optional<YamlNode> build() {
    try {
      return Optional.of(root());
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      Span at = Span.at(mark == null ? document.offset() : offset(mark.getIndex()));
      String problem = e.getProblem() == null ? e.getContext() : e.getProblem();
      diagnostics.error("yaml-syntax", at, "not YAML: " + oneLine(problem), syntaxHint(problem));
    } catch (ReaderException e) {
      diagnostics.error(
          "yaml-syntax",
          Span.at(offset(e.getPosition())),
          String.format("not YAML: the character U+%04X is not allowed", e.getCodePoint()));
    } catch (YAMLException e) {
      diagnostics.error(
          "yaml-syntax", Span.at(document.offset()), "not YAML: " + oneLine(e.getMessage()));
    } catch (Refused e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private YamlNode root() {
    parser.getEvent();
    Event start = parser.getEvent();
    if (!(start instanceof DocumentStartEvent)) {
      throw document.text().stripLeading().startsWith("%")
          ? refuse(
              "yaml-syntax",
              Span.at(document.offset()),
              "a directive (%…) is not taken",
              "remove the line")
          : refuse("yaml-syntax", span(start), "not YAML: no value here", null);
    }
    YamlNode root = node(0);
    parser.getEvent();
    Event last = parser.getEvent();
    if (!last.is(Event.ID.StreamEnd)) {
      throw refuse("yaml-syntax", span(last), "not YAML: a second value starts here", null);
    }
    return root;
  }

  private YamlNode node(int depth) {
    Event event = parser.getEvent();
    if (depth > YamlReader.MAX_DEPTH) {
      throw refuse(
          "yaml-depth",
          span(event),
          "nested more than " + YamlReader.MAX_DEPTH + " levels deep",
          null);
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    count(1, event);
    String anchor = event instanceof NodeEvent named ? named.getAnchor() : null;
    if (anchor != null) {
      open.add(anchor);
    }
    YamlNode node;
    if (event instanceof MappingStartEvent start) {
      node = mapping(start, depth);
    } else if (event instanceof SequenceStartEvent start) {
      node = sequence(start, depth);
    } else {
      node = scalar((ScalarEvent) event);
    }
    if (anchor != null) {
      open.remove(anchor);
      anchors.put(anchor, node);
    }
    return node;
  }

  private YamlNode alias(AliasEvent event) {
    String name = event.getAnchor();
    if (open.contains(name)) {
      throw refuse("yaml-anchor", span(event), "*" + name + " stands inside itself", null);
    }
    YamlNode node = anchors.get(name);
    if (node == null) {
      throw refuse("yaml-anchor", span(event), "no anchor &" + name + " before this alias", null);
    }
    count(node.size(), event);
    return node;
  }

  /** Counts nodes as they are used, so that a few aliases cannot unfold into millions. */
  private void count(int more, Event event) {
    nodes += more;
    if (nodes > limit) {
      throw refuse(
          "yaml-nodes",
          span(event),
          "more than " + limit + " values in one document, aliases counted",
          null);
    }
  }

  private YamlNode mapping(MappingStartEvent start, int depth) {
    if (start.getTag() != null && !CoreSchema.isMapping(start.getTag())) {
      refuseTag(start.getTag(), start);
    }
    Map<String, YamlMapping.Entry> entries = new LinkedHashMap<>();
    int size = 1;
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      YamlNode key = node(depth + 1);
      YamlNode value = node(depth + 1);
      size += 1 + value.size();
      if (!(key instanceof YamlScalar name)) {
        diagnostics.error("yaml-key", key.span(), "a key must be a word, not " + key.kindInWords());
        continue;
      }
      YamlMapping.Entry first = entries.get(name.text());
      if (first == null) {
        entries.put(name.text(), new YamlMapping.Entry(name, value));
      } else {
        int line = diagnostics.source().position(first.key().span().start()).line();
        diagnostics.error(
            "duplicate-key",
            name.span(),
            "'" + name.text() + "' is already given in line " + line,
            "remove one of the two");
      }
    }
    Event end = parser.getEvent();
    return new YamlMapping(List.copyOf(entries.values()), span(start, end), size);
  }

  private YamlNode sequence(SequenceStartEvent start, int depth) {
    if (start.getTag() != null && !CoreSchema.isSequence(start.getTag())) {
      refuseTag(start.getTag(), start);
    }
    List<YamlNode> items = new ArrayList<>();
    int size = 1;
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      YamlNode item = node(depth + 1);
      items.add(item);
      size += item.size();
    }
    return new YamlSequence(items, span(start, parser.getEvent()), size);
  }

  private YamlScalar scalar(ScalarEvent event) {
    Style style =
        switch (event.getScalarStyle()) {
          case PLAIN, JSON_SCALAR_STYLE -> Style.PLAIN;
          case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
          case DOUBLE_QUOTED -> Style.DOUBLE_QUOTED;
          case LITERAL, FOLDED -> Style.BLOCK;
        };
    String text = json.written(event.getValue(), style);
    Kind kind = style == Style.PLAIN ? CoreSchema.resolve(text) : Kind.STRING;
    String tag = event.getTag();
    if (tag != null) {
      if (!CoreSchema.allowsScalar(tag, kind)) {
        refuseTag(tag, event);
      }
      kind = CoreSchema.isText(tag) ? Kind.STRING : kind;
    }
    int start = afterProperties(offset(event.getStartMark().getIndex()), style);
    int end = Math.max(start, offset(event.getEndMark().getIndex()));
    return new YamlScalar(text, kind, style, new Span(start, end), source);
  }

  /** The scalar's own start, after an anchor and a tag. */
  private int afterProperties(int start, Style style) {
    int at = start;
    int end = document.offset() + document.text().length();
    while (at < end && (source.charAt(at) == '&' || source.charAt(at) == '!')) {
      while (at < end && !Character.isWhitespace(source.charAt(at))) {
        at++;
      }
      while (at < end && Character.isWhitespace(source.charAt(at))) {
        at++;
      }
    }
    return style == Style.PLAIN && at >= end ? start : at;
  }

  private void refuseTag(String tag, Event event) {
    diagnostics.error(
        "yaml-tag",
        Span.at(span(event).start()),
        "the tag " + CoreSchema.shorthand(tag) + " does not fit here",
        tag.startsWith("!")
            ? "a value that begins with ! stands in quotes: \"!(pm25 > 75)\""
            : "write the value without a tag");
  }

  private Refused refuse(String code, Span span, String message, @Nullable String hint) {
    diagnostics.error(code, span, message, hint);
    return new Refused();
  }

  private Span span(Event event) {
    return span(event, event);
  }

  private Span span(Event from, Event to) {
    int start = offset(from.getStartMark().getIndex());
    return new Span(start, Math.max(start, offset(to.getEndMark().getIndex())));
  }

  /** SnakeYAML counts code points, which differ from offsets only after surrogate pairs. */
  private int offset(int codePoints) {
    int length = document.text().length();
    if (this.codePoints == length) {
      return document.offset() + Math.min(codePoints, length);
    }
    int index = Math.min(codePoints, this.codePoints);
    return document.offset() + document.text().offsetByCodePoints(0, index);
  }

  private static String oneLine(@Nullable String problem) {
    return problem == null ? "cannot be read" : problem.replaceAll("\\s+", " ").strip();
  }

  private static @Nullable String syntaxHint(@Nullable String problem) {
    if (problem == null) {
      return null;
    }
    if (problem.contains("'\\t'") || problem.contains("TAB")) {
      return "indent with spaces, not tabs";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "put a value that holds a colon in quotes";
    }
    if (problem.contains("'`'")) {
      return "put a value that starts with a backtick in quotes: \"`PM2.5` > 75\"";
    }
    if (problem.contains("expected ',' or")) {
      return "close the bracket, or put a value that holds a comma in quotes";
    }
    return null;
  }
}
