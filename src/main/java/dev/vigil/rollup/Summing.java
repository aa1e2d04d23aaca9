package dev.vigil.rollup;

import dev.vigil.event.Field;
import dev.vigil.event.FieldSlot;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds readings up, one after the other; what a window keeps does not grow with them. */
final class Summing implements AggregateFunction<KeyedReading, Totals, Totals> {
  private static final long serialVersionUID = 1;

  private final ArrayList<FieldSlot> slots = new ArrayList<>();

  Summing(Rollup rollup) {
    for (String name : rollup.fields()) {
      Field field = rollup.source().field(name);
      if (field == null) {
        throw new IllegalArgumentException(rollup.source().stream() + " has no field " + name);
      }
      slots.add(new FieldSlot(name, field.type()));
    }
  }

  @Override
  public Totals createAccumulator() {
    return Totals.none(slots.size());
  }

  @Override
  public Totals add(KeyedReading reading, Totals before) {
    List<FieldTotals> fields = new ArrayList<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      double value = slots.get(i).number(reading.event());
      FieldTotals field = before.fields().get(i);
      fields.add(Double.isFinite(value) ? field.with(FieldTotals.of(value)) : field);
    }
    return new Totals(
        before.count() + 1, Math.max(before.arrival(), reading.event().arrival()), fields);
  }

  @Override
  public Totals getResult(Totals totals) {
    return totals;
  }

  @Override
  public Totals merge(Totals one, Totals other) {
    return one.with(other);
  }
}
