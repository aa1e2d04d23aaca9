package dev.vigil.rollup;

import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results made by hand, harmless and hostile ones. */
public final class RollupResults {
  private static final long START = 1_767_225_000_000L;

  private RollupResults() {}

  /** A rollup of fields of any name. */
  public static Rollup rollup(String... fields) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    types.put("station", FieldType.STRING);
    for (String field : fields) {
      types.put(field, FieldType.DOUBLE);
    }
    return new Rollup(
        "air_1m",
        Schema.of("air", types, List.of("station")),
        List.of("station"),
        new WindowKind.Tumbling(Duration.ofMinutes(1)),
        List.of(fields),
        Duration.ofSeconds(30));
  }

  /** A window of 2025-12-31T23:50Z with some values in each field. */
  public static RollupResult result(Rollup rollup, Map<String, String> key, double... values) {
    FieldTotals field = FieldTotals.NONE;
    for (double value : values) {
      field = field.with(FieldTotals.of(value));
    }
    List<FieldTotals> fields = new ArrayList<>();
    for (int i = 0; i < rollup.fields().size(); i++) {
      fields.add(field);
    }
    Totals totals = new Totals(values.length + 1, START + 70_000, fields);
    return new RollupResult(rollup.name(), key, START, START + 60_000, 2, false, totals);
  }

  /** The same window taken back. */
  public static RollupResult takenBack(Rollup rollup, Map<String, String> key) {
    return new RollupResult(
        rollup.name(), key, START, START + 90_000, 3, true, Totals.none(rollup.fields().size()));
  }
}
