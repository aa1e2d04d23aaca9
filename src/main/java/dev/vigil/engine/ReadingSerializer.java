package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import dev.vigil.event.Schema;
import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes readings beside a table of the schemas they have, which grows as new ones are met and is
 * kept with them: what is in a savepoint can be read when the conf's streams have changed.
 */
public final class ReadingSerializer extends VersionedSerializer<Reading> {
  private final List<Schema> schemas;

  /** With an empty table. */
  public ReadingSerializer() {
    this(new ArrayList<>());
  }

  ReadingSerializer(List<Schema> schemas) {
    this.schemas = schemas;
  }

  /** Writes the table, after all that was written with it. */
  public void writeSchemas(DataOutputView out) throws IOException {
    out.writeByte(schemas.size());
    for (Schema schema : schemas) {
      EventSerializer.writeSchema(schema, out);
    }
  }

  /** A serializer that reads what was written with the table that {@link #writeSchemas} wrote. */
  public static ReadingSerializer readSchemas(SchemaTable known, DataInputView in)
      throws IOException {
    List<Schema> schemas = new ArrayList<>();
    for (int n = in.readUnsignedByte(); n > 0; n--) {
      schemas.add(known.intern(EventSerializer.readSchema(in)));
    }
    return new ReadingSerializer(schemas);
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(Reading reading, DataOutputView out) throws IOException {
    writeEvent(reading.event(), out);
    out.writeShort(reading.signals().length);
    for (double signal : reading.signals()) {
      out.writeDouble(signal);
    }
    out.writeShort(reading.texts().length);
    for (String text : reading.texts()) {
      Texts.write(text, out);
    }
  }

  @Override
  protected Reading read(int version, DataInputView in) throws IOException {
    Event event = readEvent(in);
    double[] signals = new double[in.readUnsignedShort()];
    for (int i = 0; i < signals.length; i++) {
      signals[i] = in.readDouble();
    }
    @Nullable String[] texts = new String[in.readUnsignedShort()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Texts.read(in);
    }
    return new Reading(event, signals, texts);
  }

  /** Writes an event with the number of its schema in the table. */
  public void writeEvent(Event event, DataOutputView out) throws IOException {
    int number = schemas.indexOf(event.schema());
    if (number < 0) {
      number = schemas.size();
      schemas.add(event.schema());
    }
    out.writeByte(number);
    EventSerializer.writeBody(event, out);
  }

  /** Reads what {@link #writeEvent} wrote. */
  public Event readEvent(DataInputView in) throws IOException {
    return EventSerializer.readBody(schemas.get(in.readUnsignedByte()), in);
  }
}
