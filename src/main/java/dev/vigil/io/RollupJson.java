package dev.vigil.io;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupResult;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a window came to as a document: Elastic Common Schema 1.12 first, then the fields of {@code
 * vigil}. Its time is the end of the window, as it is for rules.
 */
public final class RollupJson {
  private RollupJson() {}

  /**
   * Writes a result.
   *
   * @param now wall-clock time, epoch milliseconds, from which its latency is told
   */
  public static byte[] write(Rollup rollup, RollupResult result, long now) {
    return Document.of((json, document) -> write(rollup, result, now, json, document));
  }

  /** The rollup's fields as they are named in documents: without dots, which would nest them. */
  public static List<String> names(Rollup rollup) {
    Set<String> taken = new LinkedHashSet<>();
    rollup.fields().forEach(field -> Document.unique(field.replace('.', '_'), taken));
    return List.copyOf(taken);
  }

  private static void write(
      Rollup rollup, RollupResult result, long now, JsonGenerator json, Document document)
      throws IOException {
    document.time("@timestamp", result.end());
    document.ecs();
    json.writeObjectFieldStart("event");
    json.writeStringField("kind", "metric");
    json.writeStringField("id", result.id());
    json.writeNumberField("sequence", result.sequence());
    document.time("start", result.start());
    document.end(result.start(), result.end());
    json.writeStringField("dataset", "vigil.rollups");
    json.writeEndObject();
    json.writeObjectFieldStart("vigil");
    json.writeStringField("rollup", rollup.name());
    json.writeStringField("stream", rollup.source().stream());
    document.key(result.key());
    json.writeNumberField(Rollup.COUNT, result.totals().count());
    json.writeObjectFieldStart("values");
    List<String> names = names(rollup);
    for (int i = 0; i < names.size(); i++) {
      json.writeObjectFieldStart(names.get(i));
      for (Rollup.Part part : Rollup.Part.values()) {
        writePart(part, result.totals().part(i, part), json, document);
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    document.latency(result.totals().arrival(), now);
    json.writeEndObject();
  }

  private static void writePart(
      Rollup.Part part, double value, JsonGenerator json, Document document) throws IOException {
    if (part == Rollup.Part.COUNT) {
      json.writeNumberField(part.label(), (long) value);
    } else {
      document.number(part.label(), value);
    }
  }
}
