package dev.vigil.control;

import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class StandingSerializer extends VersionedSerializer<Standing> {
  private final RuleStatusSerializer statuses = new RuleStatusSerializer();

  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(Standing standing, DataOutputView out) throws IOException {
    Texts.write(standing.rule, out);
    RuleStatus verdict = standing.verdict();
    out.writeBoolean(verdict != null);
    if (verdict != null) {
      statuses.write(verdict, out);
    }
    out.writeInt(standing.said());
    out.writeInt(standing.inForce().size());
    for (Map.Entry<Integer, Map<Integer, Long>> heard : standing.inForce().entrySet()) {
      out.writeInt(heard.getKey());
      out.writeInt(heard.getValue().size());
      for (Map.Entry<Integer, Long> revision : heard.getValue().entrySet()) {
        out.writeInt(revision.getKey());
        out.writeLong(revision.getValue());
      }
    }
  }

  @Override
  protected Standing read(int version, DataInputView in) throws IOException {
    return new Standing(
        Texts.readPresent(in),
        in.readBoolean() ? statuses.read(version, in) : null,
        in.readInt(),
        readInForce(in));
  }

  private static Map<Integer, Map<Integer, Long>> readInForce(DataInputView in) throws IOException {
    Map<Integer, Map<Integer, Long>> inForce = new TreeMap<>();
    for (int totals = in.readInt(); totals > 0; totals--) {
      Map<Integer, Long> revisions = new TreeMap<>();
      inForce.put(in.readInt(), revisions);
      for (int n = in.readInt(); n > 0; n--) {
        revisions.put(in.readInt(), in.readLong());
      }
    }
    return inForce;
  }
}
