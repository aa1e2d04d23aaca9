package dev.vigil.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EventSerializerTest {
  private static Schema schema(int doubles) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("area", FieldType.STRING);
    fields.put("place", FieldType.GEO_POINT);
    fields.put("n", FieldType.INT);
    fields.put("on", FieldType.BOOLEAN);
    for (int i = 0; i < doubles; i++) {
      fields.put("d" + i, FieldType.DOUBLE);
    }
    return Schema.of("air", fields, List.of("station"));
  }

  @Property(tries = 300)
  void roundTrip_anyValuesAndHoles_isTheSame(
      @ForAll String station,
      @ForAll long n,
      @ForAll boolean on,
      @ForAll double d,
      @ForAll boolean holes)
      throws IOException {
    Schema schema = schema(130);
    Event event = new Event(schema, 5, "t-0", 7).arrivedAt(9);
    event.setText(0, station);
    if (!holes) {
      event.setLong(schema.field("n").slot(), n);
      event.setLong(schema.field("on").slot(), on ? 1 : 0);
      event.setDouble(schema.field("place").slot(), 1.5);
      event.setDouble(schema.field("place").slot() + 1, 2.5);
    }
    event.setDouble(schema.field("d129").slot(), d);
    EventSerializer serializer = new EventSerializer(List.of(schema));
    Event read = copy(serializer, serializer, event);
    assertThat(read).isEqualTo(event);
    assertThat(read.arrival()).isEqualTo(9);
    assertThat(read.value(schema.field("d129"))).isEqualTo(d);
    assertThat(read.value(schema.field("n"))).isEqualTo(holes ? null : n);
    assertThat(read.value(schema.field("d5"))).isNull();
    assertThat(read.value(schema.field("area"))).isNull();
  }

  /** Texts go on as they came where nobody asks for them, and are the same where somebody did. */
  @Property(tries = 300)
  void roundTrip_ofWhatWasRead_isTheSame(@ForAll String station, @ForAll boolean asked)
      throws IOException {
    Schema schema = schema(1);
    Event event = new Event(schema, 5, "t-0", 7).arrivedAt(9);
    event.setText(1, station);
    EventSerializer serializer = new EventSerializer(List.of(schema));
    Event read = copy(serializer, serializer, event);
    assertThat(read.packed()).isNotNull();
    if (asked) {
      assertThat(read.getText(1)).isEqualTo(event.getText(1));
      assertThat(read.packed()).isNull();
    }
    Event again = copy(serializer, serializer, read);
    assertThat(again.packed()).isNotNull();
    assertThat(again.channel()).isEqualTo("t-0");
    assertThat(again).isEqualTo(event).hasSameHashCodeAs(event);
    assertThat(again.getText(0)).isNull();
  }

  @Test
  void firstVersion_isRead() throws IOException {
    Schema schema = schema(1);
    Event event = new Event(schema, 5, "t-0", 7).arrivedAt(9);
    event.setText(0, "A");
    event.setDouble(schema.field("d0").slot(), 3);
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(0);
    EventSerializer.writeBody(event, out);
    Event read =
        new EventSerializer(List.of(schema))
            .read(1, new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(read).isEqualTo(event);
    assertThat(read.arrival()).isEqualTo(9);
  }

  @Test
  void snapshot_otherSchema_readsWhatWasWrittenUnderTheOld() throws IOException {
    Schema before = schema(1);
    EventSerializer old = new EventSerializer(List.of(before));
    DataOutputSerializer head = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(head, old.snapshotConfiguration());
    TypeSerializerSnapshot<Event> restored =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(head.getCopyOfBuffer()), getClass().getClassLoader());
    EventSerializer now = new EventSerializer(List.of(schema(2)));
    assertThat(
            now.snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAfterMigration())
        .isTrue();
    Event event = new Event(before, 5, "t-0", 7);
    event.setDouble(before.field("d0").slot(), 3);
    assertThat(copy(old, restored.restoreSerializer(), event)).isEqualTo(event);
  }

  private static Event copy(TypeSerializer<Event> by, TypeSerializer<Event> to, Event event)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    by.serialize(event, out);
    return to.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
