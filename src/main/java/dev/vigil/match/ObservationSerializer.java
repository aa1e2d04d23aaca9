package dev.vigil.match;

import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class ObservationSerializer extends VersionedSerializer<Observation> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(Observation observation, DataOutputView out) throws IOException {
    out.writeBoolean(observation instanceof Observation.NearMiss);
    if (observation instanceof Observation.NearMiss miss) {
      Texts.write(miss.rule(), out);
      out.writeInt(miss.key().size());
      for (Map.Entry<String, String> part : miss.key().entrySet()) {
        Texts.write(part.getKey(), out);
        Texts.write(part.getValue(), out);
      }
      out.writeLong(miss.start());
      out.writeLong(miss.end());
      Texts.write(miss.missing(), out);
    } else if (observation instanceof Observation.Size size) {
      out.writeInt(size.subtask());
      out.writeLong(size.keys());
      out.writeLong(size.open());
      out.writeLong(size.buffered());
    }
  }

  @Override
  protected Observation read(int version, DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return new Observation.Size(in.readInt(), in.readLong(), in.readLong(), in.readLong());
    }
    String rule = Texts.readPresent(in);
    Map<String, String> key = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      key.put(Texts.readPresent(in), Texts.readPresent(in));
    }
    return new Observation.NearMiss(rule, key, in.readLong(), in.readLong(), Texts.readPresent(in));
  }
}
