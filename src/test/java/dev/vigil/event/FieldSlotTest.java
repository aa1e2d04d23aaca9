package dev.vigil.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldSlotTest {
  @Test
  void finds_the_field_of_each_of_many_streams() {
    FieldSlot slot = new FieldSlot("x", FieldType.DOUBLE);
    for (int round = 0; round < 3; round++) {
      for (int before = 0; before < 12; before++) {
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (int i = 0; i < before; i++) {
          types.put("f" + i, FieldType.INT);
        }
        types.put("x", FieldType.DOUBLE);
        Event event = new Event(Schema.of("s" + before, types, List.of()), 0, "c", 0);
        event.setDouble(before, before + 0.5);
        assertThat(slot.of(event)).isEqualTo(before);
        assertThat(slot.of(event)).isEqualTo(before);
        assertThat(slot.number(event)).isEqualTo(before + 0.5);
      }
    }
  }

  @Test
  void has_no_slot_where_the_stream_lacks_the_field_or_types_it_otherwise() {
    FieldSlot slot = new FieldSlot("x", FieldType.DOUBLE);
    Event lacking = new Event(Schema.of("a", Map.of("y", FieldType.DOUBLE), List.of()), 0, "c", 0);
    Event other = new Event(Schema.of("b", Map.of("x", FieldType.STRING), List.of()), 0, "c", 0);
    other.setText(0, "text");
    assertThat(slot.of(lacking)).isEqualTo(-1);
    assertThat(slot.of(other)).isEqualTo(-1);
    assertThat(slot.number(other)).isNaN();
    assertThat(slot.isPresent(other)).isFalse();
  }
}
