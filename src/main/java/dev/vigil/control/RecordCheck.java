package dev.vigil.control;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import dev.vigil.rule.Rule;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a control record holds one good rule of the id that its key names. */
final class RecordCheck {
  /** Largest document, bytes. */
  static final int LARGEST = 64 * 1024;

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern ID_KEY =
      Pattern.compile("(?:^|[\\n{,])[ \\t]*[\"']?rule[\"']?[ \\t]*:[ \\t]*[\"']?");

  /** The rule, or else why there is none. */
  record Outcome(Optional<Rule> rule, List<Diagnostic> errors) {}

  private final RuleReader reader;

  RecordCheck(RuleReader reader) {
    this.reader = reader;
  }

  Outcome check(ControlRecord record, String key, byte[] value) {
    if (!ID.matcher(key).matches()) {
      return refuse(
          record.origin(),
          "bad-key",
          "the record's key is no rule id: "
              + "1 to 63 of a-z, 0-9 and -, the first of them no dash");
    }
    if (value.length == 0) {
      return refuse(
          record.origin(),
          "empty-record",
          "the record's value is empty",
          "to delete a rule, publish its key with a null value: vigil publish --delete " + key);
    }
    if (value.length > LARGEST) {
      return refuse(
          record.origin(),
          "too-large",
          "the document has " + value.length + " bytes; at most " + LARGEST + " are read");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer decoded = CharBuffer.allocate(value.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(value), decoded, true);
    Source source = new Source(record.origin(), decoded.flip().toString());
    return result.isError() ? notText(source) : read(source, key);
  }

  private Outcome read(Source source, String key) {
    RuleReader.Reading read = reader.read(source);
    Diagnostics found = new Diagnostics(source);
    read.diagnostics().stream().filter(Diagnostic::isError).forEach(found::add);
    if (read.rules().size() > 1) {
      found.error(
          "several-documents",
          idSpan(source, read.rules().get(1).id()),
          "the record holds " + read.rules().size() + " rules",
          "publish each rule under its own key");
    } else if (read.rules().isEmpty() && !found.hasErrors()) {
      found.error("not-a-rule", Span.at(0), "the record holds no rule");
    } else if (read.rules().size() == 1 && !read.rules().get(0).id().equals(key)) {
      String id = read.rules().get(0).id();
      found.error(
          "key-mismatch",
          idSpan(source, id),
          "the rule's id is " + id + ", and the record's key is " + key,
          "publish it under the key " + id + ", or write rule: " + key);
    }
    return found.hasErrors()
        ? bad(found)
        : new Outcome(Optional.of(read.rules().get(0)), List.of());
  }

  private static Outcome notText(Source goodPart) {
    Diagnostics found = new Diagnostics(goodPart);
    found.error(
        "not-utf8", Span.at(goodPart.text().length()), "a byte that is not UTF-8 stands here");
    return bad(found);
  }

  private static Outcome bad(Diagnostics found) {
    return new Outcome(Optional.empty(), found.all());
  }

  static Outcome refuse(String origin, String code, String message) {
    Diagnostics found = new Diagnostics(new Source(origin, ""));
    found.error(code, Span.at(0), message);
    return bad(found);
  }

  private static Outcome refuse(String origin, String code, String message, String hint) {
    Diagnostics found = new Diagnostics(new Source(origin, ""));
    found.error(code, Span.at(0), message, hint);
    return bad(found);
  }

  /** Where the document writes its id; its start where the id is written in no plain way. */
  private static Span idSpan(Source source, String id) {
    Matcher key = ID_KEY.matcher(source.text());
    while (key.find()) {
      if (source.text().startsWith(id, key.end())) {
        return new Span(key.end(), key.end() + id.length());
      }
    }
    return Span.at(0);
  }
}
