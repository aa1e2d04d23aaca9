package dev.vigil.engine;

import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that readings in state have or had, each by a number made of all that it says. Gives
 * a schema read from state the instance in use, which compiled conditions know by identity.
 */
public final class SchemaTable implements Serializable {
  /** More names of channels than partitions are likely; windows have one for each key. */
  private static final int MOST_CHANNELS = 1_000;

  private final Catalog catalog;
  private final Map<Long, Schema> byNumber = new HashMap<>();
  private final IdentityHashMap<Schema, Long> numbers = new IdentityHashMap<>();
  private final Map<Long, byte[]> definitions = new HashMap<>();
  private final Map<Schema, Schema> others = new HashMap<>();
  private final Map<String, String> channels = new HashMap<>();

  /** The schema of which the number was asked last, which is mostly the next as well. */
  private @Nullable Schema last;

  private long lastNumber;

  /** Of the schemas in use. */
  public SchemaTable(Catalog catalog) {
    this.catalog = catalog;
    catalog.schemas().forEach(this::number);
  }

  /** The instance in use of a schema, or one for all that are equal where there is none. */
  public Schema intern(Schema read) {
    Schema known = catalog.schema(read.stream());
    return known != null && known.equals(read) ? known : others.computeIfAbsent(read, one -> one);
  }

  /**
   * An event that was read from state as its stream has it now: where slots are looked up once for
   * all events, and on the way to other operators, no other schema is known.
   */
  public Event current(Event read) {
    Schema now = catalog.schema(read.schema().stream());
    return now == null ? read : read.as(now);
  }

  /** What the schemas say, for a state that is read when the streams have changed. */
  public List<byte[]> definitions() {
    return new ArrayList<>(definitions.values());
  }

  /** Adds what another table's {@link #definitions} said. */
  public void define(byte[] definition) throws IOException {
    number(intern(EventSerializer.readSchema(new DataInputDeserializer(definition))));
  }

  /** The number of a schema: equal for equal schemas, in every JVM. */
  long number(Schema schema) {
    if (!schema.equals(last)) {
      Long known = numbers.get(schema);
      lastNumber = known != null ? known : add(schema);
      last = schema;
    }
    return lastNumber;
  }

  private long add(Schema schema) {
    DataOutputSerializer out = new DataOutputSerializer(256);
    try {
      EventSerializer.writeSchema(schema, out);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    byte[] definition = out.getCopyOfBuffer();
    long number = UUID.nameUUIDFromBytes(definition).getMostSignificantBits();
    numbers.put(schema, number);
    byNumber.putIfAbsent(number, schema);
    definitions.put(number, definition);
    return number;
  }

  /**
   * The schema of a number.
   *
   * @throws IOException if none has been defined
   */
  Schema schema(long number) throws IOException {
    Schema schema = byNumber.get(number);
    if (schema == null) {
      throw new IOException("state has readings of a schema that it does not tell");
    }
    return schema;
  }

  /**
   * One instance of a channel's name: most readings are of few. Where there are many, all are
   * forgotten from time to time.
   */
  String channel(String read) {
    if (channels.size() >= MOST_CHANNELS && !channels.containsKey(read)) {
      channels.clear();
    }
    return channels.computeIfAbsent(read, name -> name);
  }
}
