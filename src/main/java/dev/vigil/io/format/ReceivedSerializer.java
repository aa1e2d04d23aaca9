package dev.vigil.io.format;

import dev.vigil.event.EventSerializer;
import dev.vigil.event.Schema;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what the sources of one stream emit. */
public final class ReceivedSerializer extends VersionedSerializer<Received> {
  private static final int READING = 0;
  private static final int REJECTED = 1;

  private final DeadLetterSerializer letters = new DeadLetterSerializer();
  private List<Schema> schemas;

  /** For Flink, which reads the schema from a savepoint. */
  public ReceivedSerializer() {
    schemas = List.of();
  }

  public ReceivedSerializer(Schema schema) {
    schemas = List.of(schema);
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(Received received, DataOutputView out) throws IOException {
    if (received instanceof Received.Reading reading) {
      out.writeByte(READING);
      EventSerializer.writeBody(reading.event(), out);
      RawRecords.write(reading.record(), out);
      out.writeInt(reading.part());
    } else if (received instanceof Received.Rejected rejected) {
      out.writeByte(REJECTED);
      letters.serialize(rejected.letter(), out);
    }
  }

  @Override
  protected Received read(int version, DataInputView in) throws IOException {
    int kind = in.readByte();
    if (kind == READING) {
      return new Received.Reading(
          EventSerializer.readBody(schemas.get(0), in), RawRecords.read(in), in.readInt());
    }
    if (kind == REJECTED) {
      return new Received.Rejected(letters.deserialize(in));
    }
    throw new IOException("neither a reading nor a dead letter: " + kind);
  }

  @Override
  protected void writeConfiguration(DataOutputView out) throws IOException {
    EventSerializer.writeSchema(schemas.get(0), out);
  }

  @Override
  protected void readConfiguration(int version, DataInputView in) throws IOException {
    schemas = List.of(EventSerializer.readSchema(in));
  }

  @Override
  protected boolean sameConfiguration(VersionedSerializer<?> other) {
    return other instanceof ReceivedSerializer that && schemas.equals(that.schemas);
  }
}
