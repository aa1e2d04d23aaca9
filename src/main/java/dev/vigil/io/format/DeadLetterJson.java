package dev.vigil.io.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.serial.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as its topic has it: why, where from, and the bytes in base64.
 *
 * <p>Bytes past {@link #KEPT} are cut, and {@code truncated} says so; long texts end with a mark.
 * So a dead letter fits the topic's own limit of 1 MiB a record.
 */
public final class DeadLetterJson {
  /** Most bytes of a value, and of a key, that are kept. */
  public static final int KEPT = 640 * 1024;

  private static final int KEPT_KEY = 16 * 1024;

  /** Most characters of any text. */
  private static final int KEPT_TEXT = 8_000;

  private static final JsonFactory FACTORY = new JsonFactory();

  private DeadLetterJson() {}

  public static byte[] write(DeadLetter letter) {
    RawRecord record = letter.record();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", Instant.ofEpochMilli(letter.arrival()).toString());
      json.writeStringField("reason", letter.reason().label());
      json.writeStringField("detail", Texts.clean(letter.detail(), KEPT_TEXT));
      json.writeStringField("stream", Texts.clean(letter.stream(), KEPT_TEXT));
      json.writeStringField("topic", Texts.clean(record.source(), KEPT_TEXT));
      json.writeNumberField("partition", record.partition());
      json.writeNumberField("offset", record.offset());
      json.writeNumberField("part", letter.part());
      if (record.timestamp() != RawRecord.NO_TIMESTAMP) {
        json.writeStringField("record_time", Instant.ofEpochMilli(record.timestamp()).toString());
      }
      writeBytes(json, "key", record.key(), KEPT_KEY);
      writeBytes(json, "value", record.value(), KEPT);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void writeBytes(JsonGenerator json, String name, byte @Nullable [] bytes, int kept)
      throws IOException {
    if (bytes == null) {
      json.writeNullField(name);
      return;
    }
    json.writeFieldName(name);
    json.writeBinary(bytes, 0, Math.min(bytes.length, kept));
    json.writeNumberField(name + "_size", bytes.length);
    if (bytes.length > kept) {
      json.writeBooleanField(name + "_truncated", true);
    }
  }
}
