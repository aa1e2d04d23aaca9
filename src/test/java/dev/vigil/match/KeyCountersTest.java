package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertSerializer;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.scope.ScopeFormats;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted of readings under another key than their stream's own, or under none. */
class KeyCountersTest {
  private static final Schema AIR = air();
  private static final String BY_TOWN = "rule: by-town\nby: [town]\nwhen: pm25 > 75\n";

  private final OwnKey ownKey = new OwnKey();
  private final Map<String, Counter> counters = new HashMap<>();
  private final MockEnvironment environment =
      new MockEnvironmentBuilder()
          .setMaxParallelism(MatchHarness.MAX_PARALLELISM)
          .setMetricGroup(task())
          .build();
  private final MatchOperator operator =
      new MatchOperator(
          Share.OWN_KEYS,
          RuleBootstrap.of(List.of(new RuleUpdate("by-town", RuleUpdate.DIRECTORY, BY_TOWN))),
          RuleReader.of(Catalog.of(AIR)),
          Catalog.of(AIR),
          MatchOptions.DEFAULT,
          MatchHarness.CHECKPOINT_INTERVAL);
  private KeyedOneInputStreamOperatorTestHarness<String, RoutedEvent, Alert> harness;
  private long time;

  private static Schema air() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("town", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    return Schema.of("air", fields, List.of("station"));
  }

  private TaskMetricGroup task() {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder()
            .setScopeFormats(ScopeFormats.fromConfig(new Configuration()))
            .setRegisterConsumer(
                (metric, name, group) -> {
                  if (metric instanceof Counter counter) {
                    counters.put(name, counter);
                  }
                })
            .build();
    return TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "localhost", ResourceID.generate())
        .addJob(new JobID(), "job")
        .addTask(ExecutionAttemptID.randomId(), "match");
  }

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, RoutedEvent::key, Types.STRING, environment);
    harness.setup(new AlertSerializer());
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void send(@Nullable String station, @Nullable String town) throws Exception {
    Event event = new Event(AIR, ++time, "air-0", time);
    if (station != null) {
      event.setText(AIR.field("station").slot(), station);
    }
    if (town != null) {
      event.setText(AIR.field("town").slot(), town);
    }
    harness.processElement(new StreamRecord<>(ownKey.map(event)));
    harness.processWatermark(time);
  }

  /** How many copies there were, and how many keys were wanting. */
  private List<Long> routedAndUnkeyed() {
    return List.of(counters.get("routed").getCount(), counters.get("unkeyed").getCount());
  }

  @Test
  void reading_isCountedOnceForEachKeyThatIsAskedFor() throws Exception {
    send("A", "T");
    assertThat(routedAndUnkeyed()).containsExactly(1L, 0L);
    send("A", null);
    assertThat(routedAndUnkeyed()).containsExactly(1L, 1L);
    send(null, "T");
    assertThat(routedAndUnkeyed()).containsExactly(2L, 2L);
    send(null, null);
    assertThat(routedAndUnkeyed()).containsExactly(2L, 4L);
  }

  @Test
  void reading_ofWhichNoRuleAsksAnotherKeyAnyMore_isNotCopied() throws Exception {
    send("A", "T");
    operator.processElement2(new StreamRecord<>(new RuleUpdate("by-town", 7, null)));
    send("A", "T");
    assertThat(routedAndUnkeyed()).containsExactly(1L, 0L);
    assertThat(harness.getSideOutput(Matching.elsewhere(Catalog.of(AIR)))).hasSize(1);
  }
}
