package dev.vigil.event;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream's name, its typed fields in order, and the fields that make its default key. */
public final class Schema implements Serializable {
  private final String stream;
  private final Map<String, Field> fields;
  private final List<Field> inOrder;
  private final List<String> key;
  private final String keyPrefix;
  private final int numbers;
  private final int texts;

  private Schema(
      String stream, Map<String, Field> fields, List<String> key, int numbers, int texts) {
    this.stream = stream;
    this.fields = fields;
    this.inOrder = List.copyOf(fields.values());
    this.key = key;
    this.keyPrefix = Keys.prefix(Keys.spec(key));
    this.numbers = numbers;
    this.texts = texts;
  }

  /**
   * A schema with slots given in the order of the fields.
   *
   * @throws IllegalArgumentException if a key field is not among the fields
   */
  public static Schema of(String stream, Map<String, FieldType> types, List<String> key) {
    Map<String, Field> fields = new LinkedHashMap<>();
    int numbers = 0;
    int texts = 0;
    for (Map.Entry<String, FieldType> entry : types.entrySet()) {
      FieldType type = entry.getValue();
      fields.put(entry.getKey(), new Field(entry.getKey(), type, type.isText() ? texts : numbers));
      if (type.isText()) {
        texts += type.slots();
      } else {
        numbers += type.slots();
      }
    }
    for (String name : key) {
      if (!fields.containsKey(name)) {
        throw new IllegalArgumentException("key field " + name + " is not a field of " + stream);
      }
    }
    return new Schema(stream, fields, List.copyOf(key), numbers, texts);
  }

  public String stream() {
    return stream;
  }

  public List<Field> fields() {
    return inOrder;
  }

  /** The field of that name, or null where the stream has none. */
  public @Nullable Field field(String name) {
    return fields.get(name);
  }

  /** The default key of the stream's readings. */
  public List<String> key() {
    return key;
  }

  /** What the default keys of its readings begin with, as {@link KeySpec} writes them. */
  public String keyPrefix() {
    return keyPrefix;
  }

  /** Number slots of an event: doubles, ints, booleans, times and the halves of points. */
  public int numbers() {
    return numbers;
  }

  /** Text slots of an event. */
  public int texts() {
    return texts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Schema that
            && stream.equals(that.stream)
            && key.equals(that.key)
            && inOrder.equals(that.inOrder));
  }

  @Override
  public int hashCode() {
    return 31 * stream.hashCode() + inOrder.hashCode();
  }

  @Override
  public String toString() {
    return stream + inOrder;
  }
}
