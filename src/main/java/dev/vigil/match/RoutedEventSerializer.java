package dev.vigil.match;

import dev.vigil.event.EventHolderSerializer;
import dev.vigil.event.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes routed events; they are on the network, and in checkpoints only as what is under way. */
public final class RoutedEventSerializer extends EventHolderSerializer<RoutedEvent> {
  /** In place of a length: the key has characters of more than a byte. */
  private static final int WIDE = -1;

  /** For Flink, which reads the schemas from a savepoint. */
  public RoutedEventSerializer() {
    this(List.of());
  }

  RoutedEventSerializer(List<Schema> schemas) {
    super(schemas);
  }

  @Override
  public int version() {
    return 4;
  }

  @Override
  protected void write(RoutedEvent routed, DataOutputView out) throws IOException {
    writeKey(routed.key(), out);
    writeEvent(routed.event(), out);
  }

  @Override
  protected RoutedEvent read(int version, DataInputView in) throws IOException {
    if (version == 1) {
      in.readUTF(); // the key spec, with which the key begins
    }
    String key =
        switch (version) {
          case 1, 2 -> in.readUTF();
          case 3 -> StringValue.readString(in);
          default -> readKey(in);
        };
    return new RoutedEvent(key, readEvent(version < 4 ? 1 : 2, in));
  }

  /**
   * A key is of any length, as the fields of a reading are, and must be the same to the last
   * character, as it says whose state is meant. Most keys are a byte a character.
   */
  private static void writeKey(String key, DataOutputView out) throws IOException {
    if (isNarrow(key)) {
      byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
      out.writeInt(bytes.length);
      out.write(bytes);
    } else {
      out.writeInt(WIDE);
      StringValue.writeString(key, out);
    }
  }

  private static boolean isNarrow(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  private static String readKey(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == WIDE) {
      return StringValue.readString(in);
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
