package dev.vigil.control;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.Rule;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a control record holds one good rule of the id that its key names. */
final class RecordCheck {
  private static final Logger LOG = LoggerFactory.getLogger(RecordCheck.class);

  /** Largest document, bytes. */
  static final int LARGEST = 64 * 1024;

  /** The rule, or else why there is none. */
  record Outcome(Optional<Rule> rule, List<Diagnostic> errors) {}

  private final RuleReader reader;

  RecordCheck(RuleReader reader) {
    this.reader = reader;
  }

  Outcome check(ControlRecord record, String key, byte[] value) {
    if (!Rule.isId(key)) {
      return badKey(record.origin());
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
    Diagnostics found = new Diagnostics(source);
    Parsed read;
    try {
      read = reader.read(source);
    } catch (RuntimeException | StackOverflowError e) {
      // Else the job would fail on this record again after each restart.
      LOG.error("the checker failed on {}", source.name(), e);
      found.error("checker-failed", Span.at(0), "the checker failed on this document: " + e);
      return bad(found);
    }
    read.diagnostics().stream().filter(Diagnostic::isError).forEach(found::add);
    if (found.hasErrors()) {
      return bad(found);
    }
    Rule rule = read.rules().get(0);
    if (!rule.id().equals(key)) {
      found.error(
          "key-mismatch",
          read.found().get(0).id(),
          "the rule's id is " + rule.id() + ", and the record's key is " + key,
          "publish it under the key " + rule.id() + ", or write rule: " + key);
      return bad(found);
    }
    return new Outcome(Optional.of(rule), List.of());
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

  /** What is said of a record whose key names no rule, be it one to delete. */
  static Outcome badKey(String origin) {
    return refuse(
        origin,
        "bad-key",
        "the record's key is no rule id: 1 to 63 of a-z, 0-9 and -, the first of them no dash");
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
}
