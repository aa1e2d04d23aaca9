package dev.vigil.io;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.alert.Alert;
import dev.vigil.alert.MatchedStage;
import dev.vigil.control.RuleUpdate;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An alert as a document: Elastic Common Schema 1.12 first, then the fields of {@code vigil}. What
 * a rule or a device puts into it cannot make Elasticsearch refuse it, nor a topic: no text is
 * long, and past {@link #MOST_BYTES} nothing more is told of its readings.
 */
public final class AlertJson {
  /** Well below the 1 MiB that topics take, for what is behind the readings too. */
  static final int MOST_BYTES = 256 * 1024;

  private final Alert alert;
  private final JsonGenerator json;
  private final Document document;

  private AlertJson(Alert alert, JsonGenerator json, Document document) {
    this.alert = alert;
    this.json = json;
    this.document = document;
  }

  /**
   * Writes an alert.
   *
   * @param now wall-clock time, epoch milliseconds, from which its latency is told
   */
  public static byte[] write(Alert alert, long now) {
    return Document.of((json, document) -> new AlertJson(alert, json, document).write(now));
  }

  private void write(long now) throws IOException {
    document.time("@timestamp", alert.timestamp());
    document.text("message", alert.message(), Document.LONG_TEXT);
    document.ecs();
    writeEvent();
    writeRule();
    document.texts("labels", alert.labels());
    writeVigil(now);
    writeLocation();
  }

  private void writeEvent() throws IOException {
    json.writeObjectFieldStart("event");
    json.writeStringField("kind", "alert");
    json.writeStringField("action", lower(alert.action()));
    document.text("id", alert.id(), Document.TEXT);
    json.writeNumberField("sequence", alert.sequence());
    document.time("start", alert.start());
    Long end = alert.end();
    if (end != null) {
      document.end(alert.start(), end);
    }
    json.writeStringField("dataset", "vigil.alerts");
    json.writeEndObject();
  }

  private void writeRule() throws IOException {
    json.writeObjectFieldStart("rule");
    document.text("id", alert.rule(), Document.TEXT);
    document.text("name", alert.rule(), Document.TEXT);
    json.writeStringField(
        "version",
        alert.revision() == RuleUpdate.DIRECTORY ? "directory" : Long.toString(alert.revision()));
    document.text("description", alert.description(), Document.LONG_TEXT);
    json.writeEndObject();
  }

  private void writeVigil(long now) throws IOException {
    json.writeObjectFieldStart("vigil");
    json.writeStringField("severity", lower(alert.severity()));
    json.writeStringField("status", alert.status());
    json.writeBooleanField("shadow", alert.shadow());
    document.key(alert.key());
    document.texts("annotations", alert.annotations());
    document.number("value", alert.value());
    if (alert.closeReason() != null) {
      json.writeStringField("close_reason", lower(alert.closeReason()));
    }
    json.writeArrayFieldStart("matched");
    for (MatchedStage stage : alert.matched()) {
      writeStage(stage);
    }
    json.writeEndArray();
    document.latency(alert.arrival(), now);
    json.writeEndObject();
  }

  private void writeStage(MatchedStage stage) throws IOException {
    if (isFull()) {
      return;
    }
    json.writeStartObject();
    document.text("stage", stage.stage(), Document.TEXT);
    json.writeNumberField("count", stage.count());
    document.time("first", stage.first());
    document.time("last", stage.last());
    json.writeArrayFieldStart("readings");
    int shown = 0;
    for (MatchedStage.MatchedReading reading : stage.readings()) {
      if (isFull()) {
        break;
      }
      shown += writeReading(reading) ? 1 : 0;
    }
    json.writeEndArray();
    if (shown < stage.count()) {
      json.writeBooleanField("truncated", true);
    }
    json.writeEndObject();
  }

  /** Says whether all of the reading found a place. */
  private boolean writeReading(MatchedStage.MatchedReading reading) throws IOException {
    boolean whole = true;
    json.writeStartObject();
    document.time("@timestamp", reading.timestamp());
    document.text("source", reading.origin(), Document.TEXT);
    Set<String> taken = new HashSet<>(Set.of("@timestamp", "source"));
    for (Map.Entry<String, Object> entry : reading.values().entrySet()) {
      whole = whole && !isFull();
      if (whole) {
        writeValue(Document.unique(entry.getKey(), taken), entry.getValue());
      }
    }
    json.writeEndObject();
    return whole;
  }

  private void writeValue(String name, Object value) throws IOException {
    if (value instanceof Long number) {
      json.writeNumberField(name, number);
    } else if (value instanceof Boolean truth) {
      json.writeBooleanField(name, truth);
    } else if (value instanceof Double number) {
      document.number(name, number);
    } else {
      document.text(name, value.toString(), Document.TEXT);
    }
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

  private boolean isFull() {
    return document.size() > MOST_BYTES;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
