package dev.vigil.rollup;

import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes window results on their way to the sinks and the rules. */
public final class RollupResultSerializer extends VersionedSerializer<RollupResult> {
  private final TotalsSerializer totals = new TotalsSerializer();

  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(RollupResult result, DataOutputView out) throws IOException {
    out.writeUTF(result.rollup());
    out.writeInt(result.key().size());
    for (Map.Entry<String, String> part : result.key().entrySet()) {
      Texts.write(part.getKey(), out);
      Texts.write(part.getValue(), out);
    }
    out.writeLong(result.start());
    out.writeLong(result.end());
    out.writeInt(result.sequence());
    out.writeBoolean(result.superseded());
    totals.serialize(result.totals(), out);
  }

  @Override
  protected RollupResult read(int version, DataInputView in) throws IOException {
    String rollup = in.readUTF();
    Map<String, String> key = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      key.put(Texts.readPresent(in), Texts.readPresent(in));
    }
    return new RollupResult(
        rollup,
        key,
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readBoolean(),
        totals.deserialize(in));
  }
}
