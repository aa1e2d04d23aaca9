package dev.vigil.control;

import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class RuleUpdateSerializer extends VersionedSerializer<RuleUpdate> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(RuleUpdate update, DataOutputView out) throws IOException {
    Texts.write(update.rule(), out);
    out.writeLong(update.revision());
    Texts.write(update.text(), out);
  }

  @Override
  protected RuleUpdate read(int version, DataInputView in) throws IOException {
    return new RuleUpdate(Texts.readPresent(in), in.readLong(), Texts.read(in));
  }
}
