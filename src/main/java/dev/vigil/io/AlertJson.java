package dev.vigil.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.alert.Alert;
import dev.vigil.alert.MatchedStage;
import dev.vigil.control.RuleUpdate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An alert as a document: Elastic Common Schema 1.12 first, then the fields of {@code vigil}. What
 * a rule or a device puts into it cannot make Elasticsearch refuse it, nor a topic: texts are cut
 * and cleaned, numbers are finite, and the whole stays below {@link #MOST_BYTES}.
 */
public final class AlertJson {
  /** Size from which no more readings are shown; well below the 1 MiB that topics take. */
  static final int MOST_BYTES = 256 * 1024;

  private static final int MESSAGE = 8_000;
  private static final int VALUE = 1_000;
  private static final int ENTRIES = 100;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Alert alert;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final JsonGenerator json;

  private AlertJson(Alert alert) throws IOException {
    this.alert = alert;
    this.json = FACTORY.createGenerator(bytes);
  }

  /**
   * Writes an alert.
   *
   * @param now wall-clock time, epoch milliseconds, from which its latency is told
   */
  public static byte[] write(Alert alert, long now) {
    try {
      AlertJson document = new AlertJson(alert);
      document.write(now);
      document.json.close();
      return document.bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private void write(long now) throws IOException {
    json.writeStartObject();
    json.writeStringField("@timestamp", time(alert.timestamp()));
    text("message", alert.message(), MESSAGE);
    json.writeObjectFieldStart("ecs");
    json.writeStringField("version", "1.12.2");
    json.writeEndObject();
    writeEvent();
    writeRule();
    texts("labels", alert.labels());
    writeVigil(now);
    writeLocation();
    json.writeEndObject();
  }

  private void writeEvent() throws IOException {
    json.writeObjectFieldStart("event");
    json.writeStringField("kind", "alert");
    json.writeStringField("action", lower(alert.action()));
    text("id", alert.id(), VALUE);
    json.writeNumberField("sequence", alert.sequence());
    json.writeStringField("start", time(alert.start()));
    Long end = alert.end();
    if (end != null) {
      json.writeStringField("end", time(end));
      json.writeNumberField("duration", Duration.ofMillis(end - alert.start()).toNanos());
    }
    json.writeStringField("dataset", "vigil.alerts");
    json.writeEndObject();
  }

  private void writeRule() throws IOException {
    json.writeObjectFieldStart("rule");
    text("id", alert.rule(), VALUE);
    text("name", alert.rule(), VALUE);
    json.writeStringField(
        "version",
        alert.revision() == RuleUpdate.DIRECTORY ? "directory" : Long.toString(alert.revision()));
    text("description", alert.description(), MESSAGE);
    json.writeEndObject();
  }

  private void writeVigil(long now) throws IOException {
    json.writeObjectFieldStart("vigil");
    json.writeStringField("severity", lower(alert.severity()));
    json.writeStringField("status", alert.status());
    json.writeBooleanField("shadow", alert.shadow());
    texts("key", alert.key());
    // Kibana cannot group by a flattened field.
    text("key_text", String.join(", ", alert.key().values()), VALUE);
    texts("annotations", alert.annotations());
    Double value = alert.value();
    if (value != null && Double.isFinite(value)) {
      json.writeNumberField("value", value);
    }
    if (alert.closeReason() != null) {
      json.writeStringField("close_reason", lower(alert.closeReason()));
    }
    json.writeArrayFieldStart("matched");
    for (MatchedStage stage : alert.matched()) {
      writeStage(stage);
    }
    json.writeEndArray();
    if (alert.arrival() > 0) {
      json.writeNumberField("latency_ms", Math.max(0, now - alert.arrival()));
    }
    json.writeEndObject();
  }

  private void writeStage(MatchedStage stage) throws IOException {
    if (isFull()) {
      return;
    }
    json.writeStartObject();
    text("stage", stage.stage(), VALUE);
    json.writeNumberField("count", stage.count());
    json.writeStringField("first", time(stage.first()));
    json.writeStringField("last", time(stage.last()));
    json.writeArrayFieldStart("readings");
    int shown = 0;
    for (MatchedStage.MatchedReading reading : stage.readings()) {
      if (isFull()) {
        break;
      }
      writeReading(reading);
      shown++;
    }
    json.writeEndArray();
    if (shown < stage.count()) {
      json.writeBooleanField("truncated", true);
    }
    json.writeEndObject();
  }

  private void writeReading(MatchedStage.MatchedReading reading) throws IOException {
    json.writeStartObject();
    json.writeStringField("@timestamp", time(reading.timestamp()));
    text("source", reading.origin(), VALUE);
    Set<String> taken = new HashSet<>(Set.of("@timestamp", "source"));
    for (Map.Entry<String, Object> entry : reading.values().entrySet()) {
      writeValue(unique(entry.getKey(), taken), entry.getValue());
    }
    json.writeEndObject();
  }

  private void writeValue(String name, Object value) throws IOException {
    if (value instanceof Long number) {
      json.writeNumberField(name, number);
    } else if (value instanceof Boolean truth) {
      json.writeBooleanField(name, truth);
    } else if (!(value instanceof Double number)) {
      text(name, value.toString(), VALUE);
    } else if (Double.isFinite(number)) {
      json.writeNumberField(name, number);
    }
  }

  /** The name, with underscores after it where it is taken: a name twice is refused. */
  private static String unique(String name, Set<String> taken) {
    String free = clean(name, VALUE);
    while (!taken.add(free)) {
      free = free + "_";
    }
    return free;
  }

  private void writeLocation() throws IOException {
    Double latitude = alert.latitude();
    Double longitude = alert.longitude();
    if (latitude == null || longitude == null) {
      return;
    }
    // false for NaN too
    if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
      json.writeObjectFieldStart("location");
      json.writeNumberField("lat", latitude);
      json.writeNumberField("lon", longitude);
      json.writeEndObject();
    }
  }

  private boolean isFull() throws IOException {
    return bytes.size() + json.getOutputBuffered() > MOST_BYTES;
  }

  private void texts(String name, Map<String, String> values) throws IOException {
    json.writeObjectFieldStart(name);
    Set<String> taken = new HashSet<>();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (taken.size() == ENTRIES) {
        break;
      }
      text(unique(entry.getKey(), taken), entry.getValue(), VALUE);
    }
    json.writeEndObject();
  }

  private void text(String name, @Nullable String value, int most) throws IOException {
    if (value != null) {
      json.writeStringField(name, clean(value, most));
    }
  }

  /** The text without what no index or parser takes, NUL and halves of surrogate pairs, and cut. */
  private static String clean(String text, int most) {
    int end = Math.min(text.length(), most);
    StringBuilder clean = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        clean.append(c).append(text.charAt(++i));
      } else {
        clean.append(c == 0 || Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    return end < text.length() ? clean.append('…').toString() : clean.toString();
  }

  private static String time(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
