package dev.vigil.match;

import dev.vigil.event.EventHolderSerializer;
import dev.vigil.event.Schema;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

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
    return 2;
  }

  @Override
  protected void write(RoutedEvent routed, DataOutputView out) throws IOException {
    out.writeUTF(routed.key());
    events().serialize(routed.event(), out);
  }

  @Override
  protected RoutedEvent read(int version, DataInputView in) throws IOException {
    if (version == 1) {
      in.readUTF(); // the key spec, with which the key begins
    }
    String key = in.readUTF();
    return new RoutedEvent(key, events().deserialize(in));
  }
}
