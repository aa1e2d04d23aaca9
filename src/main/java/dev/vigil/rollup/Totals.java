package dev.vigil.rollup;

import dev.vigil.serial.VersionedType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What a window keeps of its readings: a few numbers, however many they are.
 *
 * @param count readings in the window
 * @param arrival wall-clock time at which the last of them was read, epoch milliseconds; 0 where
 *     nobody noted it
 * @param fields the numbers of each field of the rollup, in its order
 */
public record Totals(long count, long arrival, List<FieldTotals> fields) {
  static final TypeInformation<Totals> TYPE =
      new VersionedType<>(Totals.class, new TotalsSerializer());

  public Totals {
    fields = List.copyOf(fields);
  }

  static Totals none(int fields) {
    return new Totals(0, 0, Collections.nCopies(fields, FieldTotals.NONE));
  }

  Totals with(Totals other) {
    List<FieldTotals> merged = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      merged.add(fields.get(i).with(other.fields.get(i)));
    }
    return new Totals(count + other.count, Math.max(arrival, other.arrival), merged);
  }

  /** A number of the field at that place in the rollup; NaN where there is none. */
  public double part(int field, Rollup.Part part) {
    return fields.get(field).part(part);
  }
}
