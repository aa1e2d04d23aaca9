package dev.vigil.event;

import dev.vigil.serial.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Channel and texts of an event in one piece, as they come over the network: most readings are
 * matched by their numbers alone, and texts need not be made of what nobody asks for.
 */
final class PackedTexts {
  private final byte[] bytes;

  private PackedTexts(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Writes those of an event: as they came, where it is still so. */
  static void write(Event event, DataOutputView out) throws IOException {
    PackedTexts packed = event.packed();
    if (packed != null) {
      out.writeInt(packed.bytes.length);
      out.write(packed.bytes);
      return;
    }
    byte[] channel = Texts.encoded(event.channel());
    @Nullable String[] texts = event.texts();
    byte @Nullable [][] all = new byte[texts.length][];
    int length = Integer.BYTES + channel.length;
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i];
      all[i] = text == null ? null : Texts.encoded(text);
      length += Integer.BYTES + (all[i] == null ? 0 : all[i].length);
    }
    out.writeInt(length);
    Texts.writeEncoded(channel, out);
    for (byte[] text : all) {
      Texts.writeEncoded(text, out);
    }
  }

  static PackedTexts read(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new PackedTexts(bytes);
  }

  /** The channel. */
  String channel() {
    try {
      return Texts.readPresent(new DataInputDeserializer(bytes));
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** So many texts; null for each that is missing. */
  @Nullable String[] texts(int count) {
    try {
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      in.skipBytesToRead(in.readInt()); // the channel
      @Nullable String[] texts = new String[count];
      for (int i = 0; i < count; i++) {
        texts[i] = Texts.read(in);
      }
      return texts;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static UncheckedIOException damaged(IOException e) {
    return new UncheckedIOException("an event whose texts end too soon", e);
  }
}
