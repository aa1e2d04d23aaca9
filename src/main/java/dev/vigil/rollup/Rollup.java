package dev.vigil.rollup;

import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.event.StableId;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A stream of window results, made of a stream of readings.
 *
 * @param name the stream it makes
 * @param source the stream it is made of
 * @param by fields whose values make the key: string, int or boolean
 * @param window which readings are taken together
 * @param fields what is summed up: fields that are numbers
 * @param late how long after its end a window still takes readings
 */
public record Rollup(
    String name,
    Schema source,
    List<String> by,
    WindowKind window,
    List<String> fields,
    Duration late)
    implements Serializable {
  /** Field with the number of readings in the window. */
  public static final String COUNT = "count";

  public Rollup {
    by = List.copyOf(by);
    fields = List.copyOf(fields);
  }

  /** What of a field is told, as the end of a name: {@code pm25_avg}. */
  public enum Part {
    AVG,
    MIN,
    MAX,
    COUNT;

    /** The name of a rollup's field. */
    public String of(String field) {
      return field + "_" + label();
    }

    /** {@code avg}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The type of it. */
    FieldType type() {
      return this == COUNT ? FieldType.INT : FieldType.DOUBLE;
    }
  }

  /** What rules see of a result: the key, {@code count}, and the parts of each field. */
  public Schema schema() {
    Map<String, FieldType> types = new LinkedHashMap<>();
    for (String name : by) {
      Field field = source.field(name);
      if (field == null) {
        throw new IllegalArgumentException(source.stream() + " has no field " + name);
      }
      types.put(name, field.type());
    }
    types.put(COUNT, FieldType.INT);
    for (String field : fields) {
      for (Part part : Part.values()) {
        types.put(part.of(field), part.type());
      }
    }
    return Schema.of(name, types, by);
  }

  /**
   * Stands for what the kept numbers mean: where it changes, the rollup begins anew. How late a
   * reading may be is no part of it.
   */
  String fingerprint() {
    StableId id = new StableId().part(source.stream()).part(window.describe());
    by.forEach(id::part);
    id.part("");
    fields.forEach(id::part);
    return id.toString();
  }

  /** The rollup in words: {@code 1m windows of air by station}. */
  public String describe() {
    return window.describe() + " of " + source.stream() + " by " + String.join(", ", by);
  }
}
