package dev.vigil.rollup;

import dev.vigil.event.EventHolderSerializer;
import dev.vigil.event.Schema;
import dev.vigil.serial.Texts;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes keyed readings; they are on the network only, never in state. */
final class KeyedReadingSerializer extends EventHolderSerializer<KeyedReading> {
  /** For Flink, which reads the schema from a savepoint. */
  KeyedReadingSerializer() {
    this(List.of());
  }

  KeyedReadingSerializer(List<Schema> schemas) {
    super(schemas);
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  protected void write(KeyedReading reading, DataOutputView out) throws IOException {
    Texts.write(reading.key(), out);
    out.writeBoolean(reading.refused());
    writeEvent(reading.event(), out);
  }

  @Override
  protected KeyedReading read(int version, DataInputView in) throws IOException {
    return new KeyedReading(Texts.readPresent(in), in.readBoolean(), readEvent(version, in));
  }
}
