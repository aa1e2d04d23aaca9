package dev.vigil.control;

import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class AcknowledgementSerializer extends VersionedSerializer<Acknowledgement> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(Acknowledgement said, DataOutputView out) throws IOException {
    Texts.write(said.rule(), out);
    out.writeLong(said.revision());
    out.writeInt(said.subtask());
    out.writeInt(said.subtasks());
    Texts.write(said.failure(), out);
  }

  @Override
  protected Acknowledgement read(int version, DataInputView in) throws IOException {
    return new Acknowledgement(
        Texts.readPresent(in), in.readLong(), in.readInt(), in.readInt(), Texts.read(in));
  }
}
