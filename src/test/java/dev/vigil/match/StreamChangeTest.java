package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertSerializer;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.KeySpec;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Readings wait in a savepoint while conf changes the fields of their stream. */
final class StreamChangeTest {
  private static final Schema BEFORE = schema("station", "status", "pm25");

  private static Schema schema(String... fields) {
    return schema("air", List.of("station"), fields);
  }

  private static Schema schema(String stream, List<String> key, String... fields) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    for (String field : fields) {
      types.put(field, field.startsWith("pm") ? FieldType.DOUBLE : FieldType.STRING);
    }
    return Schema.of(stream, types, key);
  }

  @Test
  void waitingReading_textFieldIsNewBeforeAnother_conditionSeesItsOwn() throws Exception {
    String rule = "rule: fault\nsequence:\n  - {begin: f, where: status == 'fault'}\n";
    assertThat(alerts(schema("station", "area", "status", "pm25"), rule)).hasSize(1);
  }

  @Test
  void waitingReading_numberIsNewBeforeAnother_conditionSeesItsOwn() throws Exception {
    String rule = "rule: high\nsequence:\n  - {begin: f, where: pm25 > 75}\n";
    assertThat(alerts(schema("station", "status", "pm10", "pm25"), rule)).hasSize(1);
  }

  @Test
  void waitingReading_fieldIsGone_isMissing() throws Exception {
    String rule = "rule: high\nsequence:\n  - {begin: f, where: pm25 > 75}\n";
    List<Alert> alerts = alerts(schema("station", "pm25"), rule);
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).matched().get(0).readings().get(0).values())
        .containsOnlyKeys("station", "pm25");
  }

  /** The copy for the matcher by other keys crosses the network. */
  @Test
  void waitingReading_fieldIsNew_copyForOtherKeysIsOfTheStreamAsItIs() throws Exception {
    Schema after = schema("station", "status", "pm25", "area");
    String rule = "rule: by-status\nby: [status]\nwhen: pm25 > 75\n";
    RoutedEventSerializer network = new RoutedEventSerializer(List.of(after));
    try (var match = harness(after, waiting(rule), rule)) {
      match.processWatermark1(new Watermark(20_000));
      List<RoutedEvent> sent =
          match.getSideOutput(Matching.elsewhere(Catalog.of(after))).stream()
              .map(StreamRecord::getValue)
              .toList();
      assertThat(sent).hasSize(1);
      DataOutputSerializer out = new DataOutputSerializer(64);
      network.serialize(sent.get(0), out);
      Event read = network.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())).event();
      assertThat(read.getText(after.field("status").slot())).isEqualTo("fault");
      assertThat(read.getDouble(after.field("pm25").slot())).isEqualTo(80);
      assertThat(read.getText(after.field("area").slot())).isNull();
      assertThat(read.origin()).isEqualTo("air-0@7");
      assertThat(read.arrival()).isEqualTo(11_000);
    }
  }

  /** The reading may belong to another subtask now. */
  @Test
  void waitingReading_keyIsAnother_isRefusedAsLate() throws Exception {
    Schema after = schema("air", List.of("status"), "station", "status", "pm25");
    String rule = "rule: high\nwhen: pm25 > 75\n";
    try (var match = harness(after, waiting(rule), rule)) {
      match.processWatermark1(new Watermark(20_000));
      assertThat(match.extractOutputValues()).isEmpty();
      assertThat(match.getSideOutput(Matching.late(Catalog.of(after))))
          .extracting(late -> late.getValue().origin())
          .containsExactly("air-0@7");
    }
  }

  /** Prometheus sees it though the rule was set aside before it first looked. */
  @Test
  void ruleThatConfNoLongerHasTheFieldOf_isShownAsSetAside_untilPublishedAnewOrDeleted()
      throws Exception {
    String rule = "rule: high\nwhen: pm25 > 75\n";
    try (var match = harness(schema("station", "status"), waiting(rule), rule)) {
      assertThat(setAside(match)).isEqualTo(1);
      match.processElement2(update(1, "rule: high\nwhen: pm25 > 80\n"));
      assertThat(setAside(match)).isEqualTo(1);
      match.processElement2(update(2, "rule: high\nwhen: status == 'fault'\n"));
      assertThat(setAside(match)).isEqualTo(0);
      match.processElement2(update(3, rule));
      assertThat(setAside(match)).isEqualTo(1);
      match.processElement2(update(4, null));
      assertThat(setAside(match)).isEqualTo(0);
    }
  }

  private static StreamRecord<RuleUpdate> update(long revision, String rule) {
    return new StreamRecord<>(new RuleUpdate("high", revision, rule));
  }

  private static Object setAside(AbstractStreamOperatorTestHarness<Alert> match) throws Exception {
    return Gauges.value(match, "vigil", "rules_set_aside");
  }

  /**
   * A savepoint of the time when one matcher hosted all rules has a copy for each key that rules
   * asked for; the reading goes to the rules by another key once, whatever other streams' keys are.
   */
  @Test
  void copiesOfOneReading_areSentToRulesByOtherKeysOnce() throws Exception {
    Schema plant = schema("plant", List.of("status"), "station", "status", "pm25");
    String[] rules = {
      "rule: own\nfrom: air\nwhen: pm25 > 75\n",
      "rule: plant\nfrom: plant\nwhen: pm25 > 75\n",
      "rule: status\nfrom: air\nby: [status]\nwhen: pm25 > 75\n"
    };
    for (int n : List.of(1, 2)) { // without a rule by the key of the other stream, and with one
      String[] some = n == 1 ? new String[] {rules[0], rules[2]} : rules;
      try (var match = harness(Catalog.of(BEFORE, plant), null, some)) {
        for (String key : List.of("station", "status")) {
          String under = new KeySpec(List.of(key)).key(event()).orElseThrow();
          match.processElement1(new StreamRecord<>(new RoutedEvent(under, event())));
        }
        match.processWatermark1(new Watermark(20_000));
        assertThat(match.getSideOutput(Matching.elsewhere(Catalog.of(BEFORE, plant)))).hasSize(1);
      }
    }
  }

  /** What a rule says of the reading when it is restored into a stream of other fields. */
  private static List<Alert> alerts(Schema after, String rule) throws Exception {
    try (var match = harness(after, waiting(rule), rule)) {
      match.processWatermark1(new Watermark(20_000));
      return List.copyOf(match.extractOutputValues());
    }
  }

  private static Event event() {
    Event event = new Event(BEFORE, 10_000, "air-0", 7).arrivedAt(11_000);
    event.setText(BEFORE.field("station").slot(), "A");
    event.setText(BEFORE.field("status").slot(), "fault");
    event.setDouble(BEFORE.field("pm25").slot(), 80);
    return event;
  }

  private static OperatorSubtaskState waiting(String rule) throws Exception {
    Event event = event();
    String key = new KeySpec(List.of("station")).key(event).orElseThrow();
    try (var match = harness(BEFORE, null, rule)) {
      match.processElement1(new StreamRecord<>(new RoutedEvent(key, event)));
      match.processWatermark1(new Watermark(5_000));
      match.prepareSnapshotPreBarrier(1);
      return match.snapshot(1, 1);
    }
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, RoutedEvent, RuleUpdate, Alert>
      harness(Schema schema, OperatorSubtaskState restored, String rule) throws Exception {
    return harness(Catalog.of(schema), restored, rule);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, RoutedEvent, RuleUpdate, Alert>
      harness(Catalog catalog, OperatorSubtaskState restored, String... rules) throws Exception {
    List<RuleUpdate> updates =
        Stream.of(rules)
            .map(
                rule ->
                    new RuleUpdate(
                        rule.substring("rule: ".length(), rule.indexOf('\n')),
                        RuleUpdate.DIRECTORY,
                        rule))
            .toList();
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<String, RoutedEvent, RuleUpdate, Alert>(
            new MatchOperator(
                Share.OWN_KEYS,
                RuleBootstrap.of(updates),
                RuleReader.of(catalog),
                catalog,
                MatchOptions.DEFAULT,
                MatchHarness.CHECKPOINT_INTERVAL),
            RoutedEvent::key,
            null,
            Types.STRING,
            MatchHarness.MAX_PARALLELISM,
            1,
            0);
    harness.setStateBackend(new HashMapStateBackend());
    harness.setup(new AlertSerializer());
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    return harness;
  }
}
