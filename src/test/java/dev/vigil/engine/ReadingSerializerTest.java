package dev.vigil.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.condition.Reading;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

final class ReadingSerializerTest {
  private static final long NEAR = 1_700_000_000_000L;
  private static final Schema AIR = schema("air", 70);
  private static final Schema WEATHER = schema("weather", 2);

  private static Schema schema(String stream, int numbers) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("note", FieldType.STRING);
    for (int i = 0; i < numbers; i++) {
      fields.put("n" + i, i % 2 == 0 ? FieldType.DOUBLE : FieldType.INT);
    }
    return Schema.of(stream, fields, List.of("station"));
  }

  @Property(tries = 300)
  void readings_areReadAsTheyWereWritten(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Reading> readings = new ArrayList<>();
    for (int n = random.nextInt(6); n >= 0; n--) {
      readings.add(reading(random.nextBoolean() ? AIR : WEATHER, random));
    }
    List<Reading> read = copies(readings, new SchemaTable(Catalog.of(AIR, WEATHER)));
    assertThat(read).hasSameSizeAs(readings);
    for (int i = 0; i < read.size(); i++) {
      assertSame(read.get(i), readings.get(i));
      assertThat(read.get(i).event().schema()).isSameAs(readings.get(i).event().schema());
    }
  }

  /** The stream has another field since; what the old one said is kept beside the images. */
  @Example
  void schemaThatHasChangedSince_isReadAsItWas() throws IOException {
    Reading reading = reading(AIR, new Random(1));
    SchemaTable later = new SchemaTable(Catalog.of(schema("air", 71), WEATHER));
    assertThatThrownBy(() -> copies(List.of(reading), later)).isInstanceOf(IOException.class);
    for (byte[] definition : new SchemaTable(Catalog.of(AIR, WEATHER)).definitions()) {
      later.define(definition);
    }
    Reading read = copies(List.of(reading), later).get(0);
    assertSame(read, reading);
    assertThat(read.event().schema()).isEqualTo(AIR);
    // And it goes on being told, for what is still in state.
    assertThat(later.definitions()).hasSize(3);
  }

  private static void assertSame(Reading read, Reading written) {
    assertThat(read.event()).isEqualTo(written.event());
    assertThat(read.event().arrival()).isEqualTo(written.event().arrival());
    assertThat(read.signals()).containsExactly(written.signals());
    assertThat(read.texts()).containsExactly(written.texts());
  }

  /** Written by a table of both streams, read by another. */
  private static List<Reading> copies(List<Reading> readings, SchemaTable reader)
      throws IOException {
    ReadingSerializer writer =
        new ReadingSerializer(new SchemaTable(Catalog.of(AIR, WEATHER)), NEAR);
    DataOutputSerializer body = new DataOutputSerializer(64);
    for (Reading reading : readings) {
      writer.serialize(reading, body);
    }
    DataOutputSerializer sources = new DataOutputSerializer(64);
    writer.writeSources(sources);
    DataInputDeserializer in = new DataInputDeserializer(body.getCopyOfBuffer());
    ReadingSerializer format =
        ReadingSerializer.readSources(
            reader, NEAR, new DataInputDeserializer(sources.getCopyOfBuffer()));
    List<Reading> read = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      read.add(format.deserialize(in));
    }
    assertThat(in.available()).isZero();
    return read;
  }

  private static Reading reading(Schema schema, Random random) {
    long time =
        random.nextInt(4) == 0 ? random.nextLong() : NEAR + random.nextInt(100_000) - 50_000;
    Event event = new Event(schema, time, "t-" + random.nextInt(3), random.nextInt(1_000));
    for (int slot = 0; slot < schema.numbers(); slot++) {
      switch (random.nextInt(4)) {
        case 0 -> event.setDouble(slot, random.nextInt(500) / 4.0);
        case 1 -> event.setDouble(slot, random.nextGaussian());
        case 2 -> event.setLong(slot, random.nextLong() >> random.nextInt(64));
        default -> {}
      }
    }
    event.setText(0, "s" + random.nextInt());
    event.arrivedAt(random.nextBoolean() ? 0 : time + random.nextInt(5_000));
    double[] signals = random.doubles(random.nextInt(3)).toArray();
    @Nullable String[] texts =
        random.nextBoolean() ? new String[0] : new String[] {null, "Müller " + random.nextInt()};
    return new Reading(event, signals, texts);
  }
}
