package dev.vigil.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventTest {
  private static Schema schema(Object... fields) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      types.put((String) fields[i], (FieldType) fields[i + 1]);
    }
    return Schema.of("air", types, List.of("station"));
  }

  @Test
  void as_otherSchema_keepsWhatHasTheSameNameAndType() {
    Schema before =
        schema(
            "station", FieldType.STRING,
            "place", FieldType.GEO_POINT,
            "n", FieldType.INT,
            "gone", FieldType.DOUBLE);
    Event event = new Event(before, 5, "air-0", 7).arrivedAt(9);
    event.setText(0, "A");
    event.setDouble(0, 1.5);
    event.setDouble(1, 2.5);
    event.setLong(2, 3);
    event.setDouble(3, 4);
    Schema after =
        schema(
            "area", FieldType.STRING,
            "station", FieldType.STRING,
            "on", FieldType.BOOLEAN,
            "place", FieldType.GEO_POINT,
            "n", FieldType.DOUBLE);

    Event read = event.as(after);

    assertThat(read.schema()).isSameAs(after);
    assertThat(read.timestamp()).isEqualTo(5);
    assertThat(read.origin()).isEqualTo("air-0@7");
    assertThat(read.arrival()).isEqualTo(9);
    assertThat(read.value(after.field("station"))).isEqualTo("A");
    assertThat(read.value(after.field("place"))).isEqualTo(new double[] {1.5, 2.5});
    for (String missing : List.of("area", "on", "n")) {
      assertThat(read.value(after.field(missing))).as(missing).isNull();
    }
  }

  @Test
  void as_equalSchema_isTheEventItself() {
    Event event = new Event(schema("station", FieldType.STRING), 5, "air-0", 7);
    assertThat(event.as(schema("station", FieldType.STRING))).isSameAs(event);
  }
}
