package dev.vigil.rollup;

import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what a window keeps: in state, and with its result. */
public final class TotalsSerializer extends VersionedSerializer<Totals> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(Totals totals, DataOutputView out) throws IOException {
    out.writeLong(totals.count());
    out.writeLong(totals.arrival());
    out.writeInt(totals.fields().size());
    for (FieldTotals field : totals.fields()) {
      out.writeLong(field.count());
      out.writeDouble(field.min());
      out.writeDouble(field.max());
      out.writeDouble(field.sum());
      out.writeDouble(field.error());
    }
  }

  @Override
  protected Totals read(int version, DataInputView in) throws IOException {
    long count = in.readLong();
    long arrival = in.readLong();
    List<FieldTotals> fields = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      fields.add(
          new FieldTotals(
              in.readLong(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
    }
    return new Totals(count, arrival, fields);
  }
}
