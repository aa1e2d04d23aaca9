package dev.vigil.io.format;

import dev.vigil.serial.Texts;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Raw records in binary, as the serializers of this package have them inside. */
final class RawRecords {
  private RawRecords() {}

  static void write(RawRecord record, DataOutputView out) throws IOException {
    Texts.write(record.source(), out);
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    out.writeLong(record.timestamp());
    writeBytes(record.key(), out);
    writeBytes(record.value(), out);
  }

  static RawRecord read(DataInputView in) throws IOException {
    return new RawRecord(
        Texts.readPresent(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        readBytes(in),
        readBytes(in));
  }

  private static void writeBytes(byte @Nullable [] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte @Nullable [] readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
