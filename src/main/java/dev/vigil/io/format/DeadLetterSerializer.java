package dev.vigil.io.format;

import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes dead letters. */
public final class DeadLetterSerializer extends VersionedSerializer<DeadLetter> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(DeadLetter letter, DataOutputView out) throws IOException {
    out.writeUTF(letter.reason().name());
    Texts.write(letter.detail(), out);
    Texts.write(letter.stream(), out);
    RawRecords.write(letter.record(), out);
    out.writeInt(letter.part());
    out.writeLong(letter.arrival());
  }

  @Override
  protected DeadLetter read(int version, DataInputView in) throws IOException {
    return new DeadLetter(
        Reason.valueOf(in.readUTF()),
        Texts.readPresent(in),
        Texts.readPresent(in),
        RawRecords.read(in),
        in.readInt(),
        in.readLong());
  }
}
