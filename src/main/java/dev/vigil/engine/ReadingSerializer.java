package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.event.CompactEvents;
import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import dev.vigil.serial.Numbers;
import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes readings beside a table of where they come from, which grows as new sources are met and is
 * kept with them. A source is a schema, by its number in a {@link SchemaTable}, and a channel.
 */
public final class ReadingSerializer extends VersionedSerializer<Reading> {
  /** In which a table told its schemas in full, and numbers had as many bytes as they can need. */
  private static final int WIDE = 1;

  private static final int COMPACT = 2;

  private final int version;
  private final SchemaTable schemas;
  private final long near;
  private final List<Source> sources = new ArrayList<>(1);

  private record Source(Schema schema, String channel) implements Serializable {}

  /** With a table of its own, for values that are not kept. */
  public ReadingSerializer() {
    this(new SchemaTable(Catalog.of()), 0);
  }

  /**
   * With an empty table.
   *
   * @param near a time that most readings are near, which must be known when they are read
   */
  public ReadingSerializer(SchemaTable schemas, long near) {
    this(COMPACT, schemas, near);
  }

  private ReadingSerializer(int version, SchemaTable schemas, long near) {
    this.version = version;
    this.schemas = schemas;
    this.near = near;
  }

  /** Writes the table, after all that was written with it. */
  public void writeSources(DataOutputView out) throws IOException {
    Numbers.writeCount(sources.size(), out);
    for (Source source : sources) {
      out.writeLong(schemas.number(source.schema));
      Numbers.writeText(source.channel, out);
    }
  }

  /** A serializer that reads what was written with the table that {@link #writeSources} wrote. */
  public static ReadingSerializer readSources(SchemaTable schemas, long near, DataInputView in)
      throws IOException {
    ReadingSerializer read = new ReadingSerializer(COMPACT, schemas, near);
    for (int n = Numbers.readSize(in); n > 0; n--) {
      Schema schema = schemas.schema(in.readLong());
      read.sources.add(new Source(schema, schemas.channel(Numbers.readText(in))));
    }
    return read;
  }

  /** A serializer that reads the first version, in which the table has the schemas themselves. */
  public static ReadingSerializer readSchemas(SchemaTable known, DataInputView in)
      throws IOException {
    ReadingSerializer read = new ReadingSerializer(WIDE, known, 0);
    for (int n = in.readUnsignedByte(); n > 0; n--) {
      read.sources.add(new Source(known.intern(EventSerializer.readSchema(in)), ""));
    }
    return read;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  protected void write(Reading reading, DataOutputView out) throws IOException {
    writeEvent(reading.event(), out);
    Numbers.writeCount(reading.signals().length, out);
    for (double signal : reading.signals()) {
      Numbers.writeWord(Double.doubleToRawLongBits(signal), out);
    }
    Numbers.writeCount(reading.texts().length, out);
    for (String text : reading.texts()) {
      CompactEvents.writeText(text, out);
    }
  }

  @Override
  protected Reading read(int written, DataInputView in) throws IOException {
    Event event = readEvent(in);
    double[] signals = new double[isWide() ? in.readUnsignedShort() : Numbers.readSize(in)];
    for (int i = 0; i < signals.length; i++) {
      signals[i] = isWide() ? in.readDouble() : Double.longBitsToDouble(Numbers.readWord(in));
    }
    @Nullable String[] texts = new String[isWide() ? in.readUnsignedShort() : Numbers.readSize(in)];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = isWide() ? Texts.read(in) : CompactEvents.readText(in);
    }
    return new Reading(event, signals, texts);
  }

  /** Writes an event with the number of its source in the table. */
  public void writeEvent(Event event, DataOutputView out) throws IOException {
    Numbers.writeCount(number(event), out);
    CompactEvents.write(event, near, out);
  }

  private int number(Event event) {
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      if (source.schema.equals(event.schema()) && source.channel.equals(event.channel())) {
        return i;
      }
    }
    sources.add(new Source(event.schema(), event.channel()));
    return sources.size() - 1;
  }

  /** Reads what {@link #writeEvent} wrote. */
  public Event readEvent(DataInputView in) throws IOException {
    if (isWide()) {
      return EventSerializer.readBody(sources.get(in.readUnsignedByte()).schema, in);
    }
    Source source = sources.get(Numbers.readSize(in));
    return CompactEvents.read(source.schema, source.channel, near, in);
  }

  /** Reads how many things follow, which was written by {@link Numbers#writeCount}. */
  int readSize(DataInputView in) throws IOException {
    return isWide() ? in.readInt() : Numbers.readSize(in);
  }

  /** Reads a number of a reading, which was written by {@link Numbers#writeCount}. */
  long readNumber(DataInputView in) throws IOException {
    return isWide() ? in.readLong() : Numbers.readCount(in);
  }

  /** Reads a name, which was written by {@link Numbers#writeText}. */
  String readName(DataInputView in) throws IOException {
    return isWide() ? in.readUTF() : Numbers.readText(in);
  }

  /** Reads a place in a list or -1, which was written by {@link Numbers#writeSigned}. */
  int readIndex(DataInputView in) throws IOException {
    return isWide() ? in.readInt() : (int) Numbers.readSigned(in);
  }

  /** Writes a time that is near the readings. */
  public void writeTime(long time, DataOutputView out) throws IOException {
    Numbers.writeSigned(time - near, out);
  }

  /** Reads what {@link #writeTime} wrote. */
  public long readTime(DataInputView in) throws IOException {
    return near + Numbers.readSigned(in);
  }

  /** Whether it reads the first version. */
  boolean isWide() {
    return version == WIDE;
  }
}
