package dev.vigil.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vigil.alert.Alert.Action;
import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.condition.Reading;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Plan;
import dev.vigil.rule.AlertSeverity;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Rule;
import dev.vigil.rule.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AlertWriterTest {
  private static final Schema AIR =
      Schema.of(
          "air",
          new LinkedHashMap<>(
              Map.of(
                  "station",
                  FieldType.STRING,
                  "pm25",
                  FieldType.DOUBLE,
                  "at",
                  FieldType.GEO_POINT)),
          List.of("station"));
  private static final AlertKey KEY = new AlertKey(Map.of("station", "A"));

  private static Reading reading(long time, double pm25) {
    return reading(time, pm25, 51.5);
  }

  private static Reading reading(long time, double pm25, double latitude) {
    Event event = new Event(AIR, time, "air-0", time);
    event.setText(0, "A");
    event.setDouble(AIR.field("pm25").slot(), pm25);
    event.setDouble(AIR.field("at").slot(), latitude);
    event.setDouble(AIR.field("at").slot() + 1, -0.1);
    return Reading.of(event.arrivedAt(time + 5));
  }

  private static AlertWriter writer() {
    Template summary =
        new Template(
            "{{ pm25 }}",
            List.of(
                new Template.Part.Literal("now "),
                new Template.Part.Value(
                    (r, stages) -> r.event().getDouble(AIR.field("pm25").slot()))));
    return writer(Map.of("summary", summary));
  }

  private static AlertWriter writer(Map<String, Template> annotations) {
    Plan plan =
        new Plan(
            Set.of("air"),
            List.of("station"),
            List.of(),
            null,
            List.of(),
            0,
            0,
            AfterMatch.SKIP_PAST_LAST_EVENT,
            false,
            new Lifecycle.Moment(0),
            "f");
    return new AlertWriter(
        new Rule(
            "high",
            "words",
            AlertSeverity.CRITICAL,
            Mode.SHADOW,
            Map.of("pollutant", "pm25"),
            annotations,
            plan,
            "pm25",
            ""),
        42);
  }

  private static Map<String, List<Reading>> match(int spikes) {
    List<Reading> taken = new ArrayList<>();
    for (int i = 1; i <= spikes; i++) {
      taken.add(reading(i * 1_000L, 100 + i));
    }
    Map<String, List<Reading>> match = new LinkedHashMap<>();
    match.put("spike", taken);
    match.put("drop", List.of(reading(100_000, 7.25)));
    return match;
  }

  @Test
  void of_match_saysWhatMatchedAndWhere() {
    Alert alert = writer().of(Action.MATCH, KEY, match(2), 100_000);
    assertThat(alert.message()).isEqualTo("now 7.25");
    assertThat(alert.start()).isEqualTo(1_000);
    assertThat(alert.end()).isEqualTo(100_000);
    assertThat(alert.shadow()).isTrue();
    assertThat(alert.revision()).isEqualTo(42);
    assertThat(alert.value()).isEqualTo(7.25);
    assertThat(alert.latitude()).isEqualTo(51.5);
    assertThat(alert.arrival()).isEqualTo(100_005);
    assertThat(alert.matched().get(0).readings())
        .extracting(MatchedStage.MatchedReading::origin)
        .containsExactly("air-0@1000", "air-0@2000");
  }

  @Test
  void of_stagesWithReadingsOfOneTime_showsTheReadingOfTheLaterStage() {
    Map<String, List<Reading>> match = new LinkedHashMap<>();
    match.put("spike", List.of(reading(1_000, 101, 51.5)));
    match.put("drop", List.of(reading(1_000, 7.25, 48.5)));
    Alert alert = writer().of(Action.MATCH, KEY, match, 1_000);
    assertThat(alert.message()).isEqualTo("now 7.25");
    assertThat(alert.value()).isEqualTo(7.25);
    assertThat(alert.latitude()).isEqualTo(48.5);
  }

  @Test
  void of_longStage_showsItsEndsAndCountsAll() {
    MatchedStage stage = writer().of(Action.MATCH, KEY, match(99), 100_000).matched().get(0);
    assertThat(stage.count()).isEqualTo(99);
    assertThat(stage.first()).isEqualTo(1_000);
    assertThat(stage.last()).isEqualTo(99_000);
    assertThat(stage.readings()).hasSize(MatchedStage.READINGS);
    assertThat(stage.readings().get(10).timestamp()).isEqualTo(90_000);
  }

  @Test
  void id_sameReadings_isTheSameInAnyRevision() {
    String id = writer().of(Action.MATCH, KEY, match(2), 100_000).id();
    assertThat(writer().of(Action.OPEN, KEY, match(2), 200_000).id()).isEqualTo(id);
    assertThat(writer().of(Action.MATCH, KEY, match(3), 100_000).id()).isNotEqualTo(id);
    assertThat(
            writer().of(Action.MATCH, new AlertKey(Map.of("station", "B")), match(2), 100_000).id())
        .isNotEqualTo(id);
  }

  @Test
  void timedOut_isAnotherAlertThanAMatchOfTheSameReadings_andNamesTheStageReached() {
    Alert matched = writer().of(Action.MATCH, KEY, match(2), 100_000);
    Alert timedOut = writer().timedOut(Action.MATCH, KEY, match(2), 200_000);
    assertThat(timedOut.id()).isNotEqualTo(matched.id());
    assertThat(matched.annotations()).doesNotContainKey(AlertWriter.TIMED_OUT_AFTER);
    assertThat(timedOut.annotations())
        .containsEntry(
            AlertWriter.TIMED_OUT_AFTER,
            matched.matched().get(matched.matched().size() - 1).stage());
  }

  @Test
  void timedOut_whoseAuthorWroteThatAnnotation_keepsIt() {
    Template mine = new Template("mine", List.of(new Template.Part.Literal("mine")));
    assertThat(
            writer(Map.of(AlertWriter.TIMED_OUT_AFTER, mine))
                .timedOut(Action.MATCH, KEY, match(2), 200_000)
                .annotations())
        .containsExactly(Map.entry(AlertWriter.TIMED_OUT_AFTER, "mine"));
  }

  @Test
  void of_matchesOfTwoStreams_findsValueAndPlaceInEach() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    Map<String, FieldType> placed = new LinkedHashMap<>(fields);
    fields.put("pm25", FieldType.DOUBLE);
    placed.put("at", FieldType.GEO_POINT);
    placed.put("pm25", FieldType.DOUBLE);
    Event plain = new Event(Schema.of("plain", fields, List.of("station")), 1_000, "plain-0", 1);
    plain.setDouble(plain.schema().field("pm25").slot(), 101);
    Event mapped = new Event(Schema.of("mapped", placed, List.of("station")), 2_000, "mapped-0", 1);
    mapped.setDouble(mapped.schema().field("pm25").slot(), 102);
    mapped.setDouble(mapped.schema().field("at").slot(), 51.5);
    mapped.setDouble(mapped.schema().field("at").slot() + 1, -0.1);
    AlertWriter writer = writer(Map.of());
    assertThat(
            Stream.of(plain, mapped, plain)
                .map(event -> Map.of("hit", List.of(Reading.of(event))))
                .map(match -> writer.of(Action.MATCH, KEY, match, 2_000)))
        .extracting(Alert::value, Alert::latitude, Alert::longitude)
        .containsExactly(
            tuple(101.0, null, null), tuple(102.0, 51.5, -0.1), tuple(101.0, null, null));
  }

  @Test
  void serializer_openAndClosed_roundTrip() throws IOException {
    Alert open = writer().of(Action.OPEN, KEY, match(2), 100_000);
    Alert closed = open.closed(200_000, CloseReason.NO_DATA, 0);
    assertThat(closed.sequence()).isEqualTo(2);
    for (Alert alert : List.of(open, closed)) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      AlertSerializer serializer = new AlertSerializer();
      serializer.serialize(alert, out);
      assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
          .isEqualTo(alert);
    }
  }
}
