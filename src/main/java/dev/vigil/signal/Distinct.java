package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code distinct(field, D)}: how many different values the field has in the window; 0 without any.
 * Keeps each value once, with the time it was last seen.
 */
final class Distinct extends WindowFunction {
  Distinct() {
    super("distinct", Result.INT);
  }

  @Override
  public Set<FieldType> accepts() {
    return EnumSet.complementOf(EnumSet.of(FieldType.GEO_POINT));
  }

  @Override
  public Kept kept(SignalCall call) {
    return new Kept("different values", Kept.WINDOW, 80);
  }

  @Override
  public Signal create(SignalCall call) {
    FieldSlot field = call.slot();
    return new Signal() {
      /** The longest unseen first. */
      private final Map<Object, Long> seen = new LinkedHashMap<>();

      @Override
      public void update(Event event) {
        Iterator<Long> oldest = seen.values().iterator();
        while (oldest.hasNext() && oldest.next() <= event.timestamp() - call.window()) {
          oldest.remove();
        }
        Object value = Values.of(field, event);
        if (value != null) {
          seen.remove(value);
          seen.put(value, event.timestamp());
        }
      }

      @Override
      public double number() {
        return seen.size();
      }

      @Override
      public void write(DataOutput out) throws IOException {
        out.writeInt(seen.size());
        for (Map.Entry<Object, Long> entry : seen.entrySet()) {
          Values.write(entry.getKey(), out);
          out.writeLong(entry.getValue());
        }
      }

      @Override
      public void read(int version, DataInput in) throws IOException {
        WindowSignal.requireVersion(version);
        seen.clear();
        for (int n = in.readInt(); n > 0; n--) {
          Object value = Values.read(call.type(), in);
          seen.put(value, in.readLong());
        }
      }
    };
  }
}
