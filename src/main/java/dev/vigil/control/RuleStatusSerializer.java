package dev.vigil.control;

import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

final class RuleStatusSerializer extends VersionedSerializer<RuleStatus> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(RuleStatus status, DataOutputView out) throws IOException {
    Texts.write(status.rule(), out);
    out.writeLong(status.revision());
    Long active = status.activeRevision();
    out.writeBoolean(active != null);
    if (active != null) {
      out.writeLong(active);
    }
    Texts.write(status.hash(), out);
    out.writeUTF(status.state().label());
    out.writeInt(status.errors().size());
    for (StatusError error : status.errors()) {
      out.writeInt(error.line());
      out.writeInt(error.column());
      Texts.write(error.code(), out);
      Texts.write(error.message(), out);
      Texts.write(error.hint(), out);
    }
    out.writeInt(status.acknowledged());
    out.writeInt(status.subtasks());
    out.writeLong(status.at());
  }

  @Override
  protected RuleStatus read(int version, DataInputView in) throws IOException {
    return new RuleStatus(
        Texts.readPresent(in),
        in.readLong(),
        readRevision(in),
        Texts.read(in),
        RuleState.of(in.readUTF()),
        readErrors(in),
        in.readInt(),
        in.readInt(),
        in.readLong());
  }

  private static @Nullable Long readRevision(DataInputView in) throws IOException {
    return in.readBoolean() ? Long.valueOf(in.readLong()) : null;
  }

  private static List<StatusError> readErrors(DataInputView in) throws IOException {
    List<StatusError> errors = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      errors.add(
          new StatusError(
              in.readInt(),
              in.readInt(),
              Texts.readPresent(in),
              Texts.readPresent(in),
              Texts.read(in)));
    }
    return errors;
  }
}
