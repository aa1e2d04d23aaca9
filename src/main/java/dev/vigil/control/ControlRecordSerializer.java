package dev.vigil.control;

import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class ControlRecordSerializer extends VersionedSerializer<ControlRecord> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(ControlRecord record, DataOutputView out) throws IOException {
    Texts.write(record.key(), out);
    byte[] value = record.value();
    if (value == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(value.length);
      out.write(value);
    }
    out.writeUTF(record.topic());
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    out.writeLong(record.timestamp());
  }

  @Override
  protected ControlRecord read(int version, DataInputView in) throws IOException {
    String key = Texts.read(in);
    int length = in.readInt();
    byte[] value = null;
    if (length >= 0) {
      value = new byte[length];
      in.readFully(value);
    }
    return new ControlRecord(key, value, in.readUTF(), in.readInt(), in.readLong(), in.readLong());
  }
}
