package dev.vigil.io.format;

import dev.vigil.event.Field;
import dev.vigil.event.Schema;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a stream's readings are had from records.
 *
 * @param schema the stream's fields
 * @param encoding the format of its records
 * @param split how a record becomes several readings; null for one
 * @param nulls texts and numbers that stand for a missing value
 * @param time how the time is written
 * @param timeField where the time is; unused where it is the record's own
 * @param paths where fields are that are not at the top under their own name
 * @param ahead how far ahead of the wall clock a reading may be; null for any
 * @param limits what a record may be at most
 */
public record Decoding(
    Schema schema,
    Encoding encoding,
    @Nullable String split,
    Set<String> nulls,
    TimeFormat time,
    String timeField,
    Map<String, String> paths,
    @Nullable Duration ahead,
    Limits limits)
    implements Serializable {
  public Decoding {
    nulls = Set.copyOf(nulls);
    paths = Map.copyOf(paths);
  }

  /**
   * Says what is wrong with a path, or nothing.
   *
   * @param path as conf has it
   */
  public static Optional<String> problemOfPath(String path) {
    try {
      FieldPath.parse(path);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /** Says what is wrong with a split, or nothing. */
  public static Optional<String> problemOfSplit(String split) {
    try {
      Split.parse(split);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /** The same with the columns of a file's header. */
  Decoding withColumns(List<String> columns, char delimiter) {
    return withEncoding(new Encoding.Csv(columns, delimiter));
  }

  /** The same readings in records of another format; a row of CSV is one reading. */
  public Decoding withEncoding(Encoding other) {
    String parts = other instanceof Encoding.Csv ? null : split;
    return new Decoding(schema, other, parts, nulls, time, timeField, paths, ahead, limits);
  }

  /** Makes a decoder; one for each thread. */
  public Decoder decoder() {
    return new Decoder(this);
  }

  /** Where a field is; without a path of its own at the top, whatever its name begins with. */
  FieldPath path(Field field) {
    String path = paths.get(field.name());
    return path == null ? FieldPath.named(field.name()) : FieldPath.parse(path);
  }
}
