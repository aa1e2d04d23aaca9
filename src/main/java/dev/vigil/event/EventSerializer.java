package dev.vigil.event;

import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes events of a fixed list of streams: the stream by its number, then times, numbers and
 * texts.
 */
public final class EventSerializer extends VersionedSerializer<Event> {
  private List<Schema> schemas;

  /** The schema written last, which is mostly the next as well; whole, as threads may share it. */
  private transient @Nullable Numbered last;

  private record Numbered(Schema schema, int number) {}

  /** For Flink, which reads the schemas from a savepoint. */
  public EventSerializer() {
    this(List.of());
  }

  public EventSerializer(List<Schema> schemas) {
    this.schemas = List.copyOf(schemas);
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  protected void write(Event event, DataOutputView out) throws IOException {
    out.writeByte(number(event.schema()));
    out.writeLong(event.timestamp());
    out.writeLong(event.offset());
    out.writeLong(event.arrival());
    writeNumbers(event, out);
    PackedTexts.write(event, out);
  }

  private int number(Schema schema) throws IOException {
    Numbered known = last;
    if (known != null && known.schema.equals(schema)) {
      return known.number;
    }
    int number = schemas.indexOf(schema);
    if (number < 0) {
      throw new IOException("an event of the unknown stream " + schema);
    }
    last = new Numbered(schema, number);
    return number;
  }

  @Override
  protected Event read(int version, DataInputView in) throws IOException {
    Schema schema = schemas.get(in.readUnsignedByte());
    if (version < 2) {
      return readBody(schema, in);
    }
    long timestamp = in.readLong();
    long offset = in.readLong();
    long arrival = in.readLong();
    long[] present = readPresent(schema, in);
    long[] numbers = readNumbers(schema, present, in);
    return new Event(schema, timestamp, offset, numbers, present, PackedTexts.read(in))
        .arrivedAt(arrival);
  }

  /** Writes all of an event but its schema. */
  public static void writeBody(Event event, DataOutputView out) throws IOException {
    out.writeLong(event.timestamp());
    out.writeUTF(event.channel());
    out.writeLong(event.offset());
    out.writeLong(event.arrival());
    writeNumbers(event, out);
    for (String text : event.texts()) {
      Texts.write(text, out);
    }
  }

  private static void writeNumbers(Event event, DataOutputView out) throws IOException {
    for (long word : event.present()) {
      out.writeLong(word);
    }
    long[] numbers = event.numbers();
    for (int slot = 0; slot < numbers.length; slot++) {
      if (event.has(slot)) {
        out.writeLong(numbers[slot]);
      }
    }
  }

  private static long[] readPresent(Schema schema, DataInputView in) throws IOException {
    long[] present = new long[(schema.numbers() + 63) >>> 6];
    for (int i = 0; i < present.length; i++) {
      present[i] = in.readLong();
    }
    return present;
  }

  private static long[] readNumbers(Schema schema, long[] present, DataInputView in)
      throws IOException {
    long[] numbers = new long[schema.numbers()];
    for (int slot = 0; slot < numbers.length; slot++) {
      if ((present[slot >>> 6] & (1L << slot)) != 0) {
        numbers[slot] = in.readLong();
      }
    }
    return numbers;
  }

  /** Reads what {@link #writeBody} wrote of an event of that schema. */
  public static Event readBody(Schema schema, DataInputView in) throws IOException {
    long timestamp = in.readLong();
    String channel = in.readUTF();
    long offset = in.readLong();
    long arrival = in.readLong();
    long[] present = readPresent(schema, in);
    long[] numbers = readNumbers(schema, present, in);
    @Nullable String[] texts = new String[schema.texts()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Texts.read(in);
    }
    return new Event(schema, timestamp, channel, offset, numbers, present, texts)
        .arrivedAt(arrival);
  }

  /** Writes a schema. */
  public static void writeSchema(Schema schema, DataOutputView out) throws IOException {
    out.writeUTF(schema.stream());
    List<Field> fields = schema.fields();
    out.writeInt(fields.size());
    for (Field field : fields) {
      out.writeUTF(field.name());
      out.writeUTF(field.type().name());
    }
    out.writeInt(schema.key().size());
    for (String name : schema.key()) {
      out.writeUTF(name);
    }
  }

  /** Reads what {@link #writeSchema} wrote. */
  public static Schema readSchema(DataInputView in) throws IOException {
    String stream = in.readUTF();
    Map<String, FieldType> fields = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      fields.put(in.readUTF(), FieldType.valueOf(in.readUTF()));
    }
    List<String> key = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      key.add(in.readUTF());
    }
    return Schema.of(stream, fields, key);
  }

  @Override
  public void writeConfiguration(DataOutputView out) throws IOException {
    out.writeInt(schemas.size());
    for (Schema schema : schemas) {
      writeSchema(schema, out);
    }
  }

  @Override
  public void readConfiguration(int version, DataInputView in) throws IOException {
    List<Schema> read = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      read.add(readSchema(in));
    }
    schemas = List.copyOf(read);
  }

  @Override
  protected boolean sameConfiguration(VersionedSerializer<?> other) {
    return other instanceof EventSerializer that && schemas.equals(that.schemas);
  }
}
