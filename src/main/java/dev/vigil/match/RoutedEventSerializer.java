package dev.vigil.match;

import dev.vigil.event.EventHolderSerializer;
import dev.vigil.event.Schema;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes routed events; they are on the network, and in checkpoints only as what is under way. */
public final class RoutedEventSerializer extends EventHolderSerializer<RoutedEvent> {
  /** For Flink, which reads the schemas from a savepoint. */
  public RoutedEventSerializer() {
    this(List.of());
  }

  RoutedEventSerializer(List<Schema> schemas) {
    super(schemas);
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  protected void write(RoutedEvent routed, DataOutputView out) throws IOException {
    StringValue.writeString(routed.key(), out); // of any length, as the fields of a reading are
    events().serialize(routed.event(), out);
  }

  @Override
  protected RoutedEvent read(int version, DataInputView in) throws IOException {
    if (version == 1) {
      in.readUTF(); // the key spec, with which the key begins
    }
    String key = version < 3 ? in.readUTF() : StringValue.readString(in);
    return new RoutedEvent(key, events().deserialize(in));
  }
}
