package dev.vigil.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.serial.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document while it is written. What a rule or a device puts into it cannot make
 * Elasticsearch refuse it, nor a topic: texts are cut and cleaned, and numbers are finite.
 */
final class Document {
  /** Characters of a long text, and of any other. */
  static final int LONG_TEXT = 8_000;

  static final int TEXT = 1_000;
  private static final int ENTRIES = 100;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final JsonGenerator json;

  private Document() throws IOException {
    json = FACTORY.createGenerator(bytes);
  }

  /** Writes what belongs into a document. */
  interface Content {
    void write(JsonGenerator json, Document document) throws IOException;
  }

  /** The bytes of a document: one object. */
  static byte[] of(Content content) {
    try {
      Document document = new Document();
      document.json.writeStartObject();
      content.write(document.json, document);
      document.json.writeEndObject();
      document.json.close();
      return document.bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /** Bytes written so far. */
  int size() {
    return bytes.size() + json.getOutputBuffered();
  }

  /** Says which version of the Elastic Common Schema the document follows. */
  void ecs() throws IOException {
    json.writeObjectFieldStart("ecs");
    json.writeStringField("version", "1.12.2");
    json.writeEndObject();
  }

  void time(String name, long epochMillis) throws IOException {
    json.writeStringField(name, Instant.ofEpochMilli(epochMillis).toString());
  }

  /** Writes {@code end}, and {@code duration} in nanoseconds, as ECS says. */
  void end(long start, long end) throws IOException {
    time("end", end);
    json.writeNumberField("duration", Duration.ofMillis(end - start).toNanos());
  }

  /** Writes a number; nothing where it is none. */
  void number(String name, @Nullable Double value) throws IOException {
    if (value != null && Double.isFinite(value)) {
      json.writeNumberField(name, value);
    }
  }

  /** Writes a text of at most so many characters; nothing where there is none. */
  void text(String name, @Nullable String value, int most) throws IOException {
    if (value != null) {
      json.writeStringField(name, Texts.clean(value, most));
    }
  }

  /** Writes names and texts. */
  void texts(String name, Map<String, String> values) throws IOException {
    json.writeObjectFieldStart(name);
    Set<String> taken = new HashSet<>();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (taken.size() == ENTRIES) {
        break;
      }
      text(unique(entry.getKey(), taken), entry.getValue(), TEXT);
    }
    json.writeEndObject();
  }

  /** Writes a key, and as one text too: Kibana cannot group by a flattened field. */
  void key(Map<String, String> key) throws IOException {
    texts("key", key);
    text("key_text", String.join(", ", key.values()), TEXT);
  }

  /** Writes how long after an arrival it is now; nothing where nobody noted the arrival. */
  void latency(long arrival, long now) throws IOException {
    if (arrival > 0) {
      json.writeNumberField("latency_ms", Math.max(0, now - arrival));
    }
  }

  /** The name, with underscores after it where it is taken: a name twice is refused. */
  static String unique(String name, Set<String> taken) {
    String free = Texts.clean(name, TEXT);
    while (!taken.add(free)) {
      free = free + "_";
    }
    return free;
  }
}
