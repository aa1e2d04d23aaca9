package dev.vigil.io.format;

import static dev.vigil.event.FieldType.BOOLEAN;
import static dev.vigil.event.FieldType.DOUBLE;
import static dev.vigil.event.FieldType.GEO_POINT;
import static dev.vigil.event.FieldType.INT;
import static dev.vigil.event.FieldType.STRING;
import static dev.vigil.io.format.DecodingFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Shapes that devices and networks really send are read by configuration alone. */
class PayloadTest {
  private static final Path REAL = Path.of("../shared/data/payloads.json");
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static DecodingFixture pushed() {
    return new DecodingFixture()
        .field("sensor", STRING, "$.esp8266id")
        .field("pm25", DOUBLE, "$.sensordatavalues[?(@.value_type=='SDS_P2')].value")
        .field("pm10", DOUBLE, "$.sensordatavalues[?(@.value_type=='SDS_P1')].value")
        .key("sensor")
        .time("", new TimeFormat.OfRecord());
  }

  private static DecodingFixture listed() {
    return new DecodingFixture()
        .split("$[*]")
        .nulls("", "nan")
        .field("sensor", STRING, "$.sensor.id")
        .field("kind", STRING, "$.sensor.sensor_type.name")
        .field("temperature", DOUBLE, "$.sensordatavalues[?(@.value_type=='temperature')].value")
        .field("humidity", DOUBLE, "$.sensordatavalues[?(@.value_type=='humidity')].value")
        .field("location", GEO_POINT)
        .key("sensor")
        .time("timestamp", new TimeFormat.Pattern("yyyy-MM-dd HH:mm:ss", UTC));
  }

  private static DecodingFixture measured() {
    return new DecodingFixture()
        .split("$.results[*]")
        .field("parameter", STRING, "$.parameter.name")
        .field("value", DOUBLE)
        .field("pm25", DOUBLE, "$[?(@.parameter.name=='pm25')].value")
        .field("flagged", BOOLEAN, "$.flagInfo.hasFlags")
        .field("network", STRING, "$$.meta.name")
        .key("parameter")
        .time("$.period.datetimeTo.utc", new TimeFormat.Iso8601(null));
  }

  private static DecodingFixture dotted() {
    return new DecodingFixture()
        .recordKey("tele/node_mcu_terrace/SENSOR")
        .field("node", STRING, "@key[1]")
        .field("pm25", DOUBLE, "$['SDS0X1']['PM2.5']")
        .field("temperature", DOUBLE, "$.BME280.Temperature")
        .key("node")
        .time("Time", new TimeFormat.Iso8601(ZoneId.of("Europe/Berlin")));
  }

  private static DecodingFixture flat() {
    return new DecodingFixture()
        .field("serial", STRING, "serialno")
        .field("pm25", DOUBLE, "pm02")
        .field("co2", INT, "rco2")
        .key("serial")
        .time("", new TimeFormat.OfRecord());
  }

  private static DecodingFixture lasers() {
    return new DecodingFixture()
        .field("sensor", STRING, "SensorId")
        .field("pm25_b", DOUBLE, "pm2_5_atm_b")
        .field("aqi", INT, "$['pm2.5_aqi']")
        .field("location", GEO_POINT, "$")
        .key("sensor")
        .time("DateTime", new TimeFormat.Pattern("yyyy/MM/dd'T'HH:mm:ss'z'", UTC));
  }

  private static DecodingFixture columnar() {
    return new DecodingFixture()
        .split("zip($.fields, $.data[*])")
        .field("sensor", STRING, "sensor_index")
        .field("name", STRING)
        .key("sensor")
        .time("$$.data_time_stamp", new TimeFormat.EpochSeconds());
  }

  private static DecodingFixture nested() {
    return new DecodingFixture()
        .field("device", STRING, "device_id")
        .field("co", DOUBLE, "$.data.co")
        .field("light", BOOLEAN, "$.data.light")
        .key("device")
        .time("ts", new TimeFormat.EpochSeconds());
  }

  private static List<Event> events(DecodingFixture fixture, String json) {
    List<Event> events = new ArrayList<>();
    for (Received received : fixture.decode(json)) {
      assertThat(received).isInstanceOf(Received.Reading.class);
      events.add(((Received.Reading) received).event());
    }
    return events;
  }

  @Test
  void valuesAsTextInAList_withoutTime_takeTheRecordsTime() {
    Event event =
        pushed()
            .event(
                "{\"esp8266id\":\"17\",\"sensordatavalues\":["
                    + "{\"value_type\":\"SDS_P1\",\"value\":\"20.5\"},"
                    + "{\"value_type\":\"SDS_P2\",\"value\":\"9.25\"}]}");
    assertThat(value(event, "pm25")).isEqualTo(9.25);
    assertThat(value(event, "pm10")).isEqualTo(20.5);
    assertThat(event.timestamp()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void listAtTheTop_withNaNAsTextAndWithoutTime_isReadAndDeadLettered() {
    List<Received> all =
        listed()
            .decode(
                "[{\"timestamp\":\"2026-03-01 10:00:00\",\"sensor\":{\"id\":4},\"location\":"
                    + "{\"latitude\":\"1.5\",\"longitude\":\"2.5\",\"id\":3},\"sensordatavalues\":"
                    + "[{\"value_type\":\"temperature\",\"value\":\"11.5\"},"
                    + "{\"value_type\":\"humidity\",\"value\":\"nan\"}]},"
                    + "{\"timestamp\":null,\"sensor\":{\"id\":5}}]");
    assertThat(all).hasSize(2);
    Event event = ((Received.Reading) all.get(0)).event();
    assertThat(value(event, "temperature")).isEqualTo(11.5);
    assertThat(value(event, "humidity")).isNull();
    assertThat(value(event, "location")).isEqualTo(new double[] {1.5, 2.5});
    assertThat(((Received.Rejected) all.get(1)).letter().reason()).isEqualTo(Reason.NO_TIME);
  }

  @Test
  void listUnderAName_withValuesOfOneMetricEach_isReadWithTheEnclosingRecord() {
    List<Event> events =
        events(
            measured(),
            "{\"meta\":{\"name\":\"net\"},\"results\":[{\"value\":7.5,\"parameter\":{\"name\":"
                + "\"pm25\"},\"flagInfo\":{\"hasFlags\":true},\"period\":{\"datetimeTo\":{\"utc\":"
                + "\"2026-01-01T01:00:00Z\"}}},{\"value\":3,\"parameter\":{\"name\":\"o3\"},"
                + "\"period\":{\"datetimeTo\":{\"utc\":\"2026-01-01T01:00:00Z\"}}}]}");
    assertThat(events).hasSize(2);
    assertThat(value(events.get(0), "pm25")).isEqualTo(7.5);
    assertThat(value(events.get(1), "pm25")).isNull();
    assertThat(value(events.get(1), "value")).isEqualTo(3.0);
    assertThat(value(events.get(0), "flagged")).isEqualTo(true);
    assertThat(value(events.get(0), "network")).isEqualTo("net");
  }

  @Test
  void namesWithDots_andKeyOutsideTheBody_areReadInTheZoneOfConf() {
    Event event =
        dotted()
            .event(
                "{\"Time\":\"2026-07-01T02:00:00\",\"BME280\":{\"Temperature\":20.5},"
                    + "\"SDS0X1\":{\"PM2.5\":4.5}}");
    assertThat(value(event, "node")).isEqualTo("node_mcu_terrace");
    assertThat(value(event, "pm25")).isEqualTo(4.5);
    assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-07-01T00:00:00Z").toEpochMilli());
  }

  @Test
  void columnsAndRowsApart_withTheTimeOfTheWhole_areReadRowByRow() {
    List<Event> events =
        events(
            columnar(),
            "{\"data_time_stamp\":1700000000,\"fields\":[\"sensor_index\",\"name\"],"
                + "\"data\":[[1,\"x\"],[2,\"y\"]]}");
    assertThat(events).extracting(event -> value(event, "name")).containsExactly("x", "y");
    assertThat(events).extracting(Event::timestamp).containsOnly(1_700_000_000_000L);
  }

  @TestFactory
  List<DynamicTest> realPayloads_areRead() throws Exception {
    assumeTrue(Files.exists(REAL), "skipped: " + REAL + " is not there");
    JsonNode real = new ObjectMapper().readTree(REAL.toFile());
    assertThat(real).hasSize(8);
    List<Shape> shapes =
        List.of(
            new Shape(pushed(), "pm25", 10.60, 1, 0),
            new Shape(listed(), "temperature", 27.72, 1, 1),
            new Shape(measured(), "pm25", 23.5, 1, 0),
            new Shape(dotted(), "pm25", 11.8, 1, 0),
            new Shape(flat(), "pm25", 7.0, 1, 0),
            new Shape(lasers(), "pm25_b", 2.95, 1, 0),
            new Shape(columnar(), "name", "Mariners Bluff", 2, 0),
            new Shape(nested(), "co", 0.006104480269226063, 1, 0));
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      JsonNode one = real.get(i);
      Shape shape = shapes.get(i);
      tests.add(DynamicTest.dynamicTest(one.get("name").asText(), () -> shape.check(one)));
    }
    return tests;
  }

  /** What must come of a real payload. */
  private record Shape(
      DecodingFixture fixture, String field, Object expected, int readings, int letters) {
    void check(JsonNode real) {
      List<Received> all = fixture.decode(real.get("payload").toString());
      List<Event> events =
          all.stream()
              .filter(Received.Reading.class::isInstance)
              .map(received -> ((Received.Reading) received).event())
              .toList();
      assertThat(events).as(all.toString()).hasSize(readings);
      assertThat(all).hasSize(readings + letters);
      assertThat(value(events.get(0), field)).isEqualTo(expected);
      assertThat(events.get(0).timestamp()).isPositive();
    }
  }
}
