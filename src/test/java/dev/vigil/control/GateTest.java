package dev.vigil.control;

import static dev.vigil.control.ControlFixtures.badRule;
import static dev.vigil.control.ControlFixtures.record;
import static dev.vigil.control.ControlFixtures.rule;
import static dev.vigil.control.ControlFixtures.seed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

final class GateTest {
  @Test
  void letsGoodRecordsThrough_andSaysOfEachWhatItMadeOfIt() throws Exception {
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed())) {
      gate.open();
      gate.processElement(record("hot", rule("hot"), 0), 0);
      gate.processElement(record("hot", badRule("hot"), 1), 0);
      gate.processElement(record(null, rule("hot"), 2), 0);
      gate.processElement(record("hot", null, 3), 0);

      assertThat(gate.extractOutputValues())
          .containsExactly(new RuleUpdate("hot", 0, rule("hot")), new RuleUpdate("hot", 3, null));
      assertThat(verdicts(gate))
          .extracting(RuleStatus::state)
          .containsExactly(
              RuleState.ACTIVE, RuleState.REJECTED, RuleState.REJECTED, RuleState.DELETED);
    }
  }

  @Test
  void knowsTheLastGoodRevision_afterARestore() throws Exception {
    OperatorSubtaskState saved;
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed())) {
      gate.open();
      gate.processElement(record("hot", rule("hot"), 4), 0);
      gate.processElement(record("cold", rule("cold"), 5), 0);
      gate.processElement(record("cold", null, 6), 0);
      saved = gate.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed())) {
      gate.initializeState(saved);
      gate.open();
      gate.processElement(record("hot", badRule("hot"), 7), 0);
      gate.processElement(record("cold", badRule("cold"), 8), 0);

      assertThat(gate.extractOutputValues()).isEmpty();
      assertThat(verdicts(gate))
          .extracting(RuleStatus::activeRevision)
          .containsExactly(4L, 4L, null);
    }
  }

  @Test
  void knowsTheHighestRevision_afterARestore_alsoOfARuleThatIsNoMore() throws Exception {
    OperatorSubtaskState saved;
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed())) {
      gate.open();
      gate.processElement(record("hot", rule("hot"), 4), 0);
      gate.processElement(record("cold", null, 41), 0);
      saved = gate.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed())) {
      gate.initializeState(saved);
      gate.open();
      gate.processElement(record("cold", rule("cold"), 40), 0);
      gate.processElement(record("cold", rule("cold"), 42), 0);

      assertThat(verdicts(gate))
          .extracting(RuleStatus::state)
          .containsExactly(RuleState.ACTIVE, RuleState.REJECTED, RuleState.ACTIVE);
    }
  }

  @Test
  void saysOfTheLiveRulesAgain_afterARestore() throws Exception {
    String shadow = rule("cold") + "mode: shadow\n";
    OperatorSubtaskState saved;
    List<RuleStatus> said;
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed())) {
      gate.open();
      gate.processElement(record("hot", rule("hot"), 4), 0);
      gate.processElement(record("cold", shadow, 5), 0);
      said = verdicts(gate);
      gate.processElement(record("gone", rule("gone"), 6), 0);
      gate.processElement(record("gone", null, 7), 0);
      gate.processElement(record("hot", badRule("hot"), 8), 0);
      saved = gate.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed())) {
      gate.initializeState(saved);
      gate.open();

      assertThat(verdicts(gate)).hasSize(2).containsExactlyInAnyOrderElementsOf(said);
      assertThat(gate.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void saysNothingOfALiveRule_thatNobodyCanReadAnyMore() throws Exception {
    OperatorSubtaskState saved;
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed())) {
      gate.open();
      gate.processElement(record("hot", rule("hot"), 4), 0);
      gate.processElement(record("here", "rule: here\nwhen: station == 'A'\n", 5), 0);
      assertThat(verdicts(gate)).extracting(RuleStatus::state).containsOnly(RuleState.ACTIVE);
      saved = gate.snapshot(1, 1);
    }
    Schema other = Schema.of("air", Map.of("station", FieldType.STRING), List.of("station"));
    RuleSeed changed = new RuleSeed(RuleReader.of(Catalog.of(other)), List.of(), RuleSeed.LIMIT);
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(changed)) {
      gate.initializeState(saved);
      gate.open();

      assertThat(verdicts(gate)).extracting(RuleStatus::rule).containsExactly("here");
    }
  }

  @Test
  void knowsTheRulesOfTheDirectory_onAFreshStartOnly() throws Exception {
    RuleUpdate known = new RuleUpdate("hot", RuleUpdate.DIRECTORY, rule("hot"));
    OperatorSubtaskState saved;
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed(known))) {
      gate.open();
      gate.processElement(record("hot", badRule("hot"), 0), 0);
      assertThat(verdicts(gate)).extracting(RuleStatus::activeRevision).containsExactly(-1L);
      gate.processElement(record("hot", null, 1), 0);
      saved = gate.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate = gate(seed(known))) {
      gate.initializeState(saved);
      gate.open();
      gate.processElement(record("hot", badRule("hot"), 2), 0);

      assertThat(verdicts(gate)).extracting(RuleStatus::activeRevision).containsOnlyNulls();
    }
  }

  private static List<RuleStatus> verdicts(
      OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate) {
    return gate.getSideOutput(Gate.VERDICTS).stream().map(StreamRecord::getValue).toList();
  }

  private static OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> gate(RuleSeed seed)
      throws Exception {
    OneInputStreamOperatorTestHarness<ControlRecord, RuleUpdate> harness =
        new OneInputStreamOperatorTestHarness<>(
            new Gate(seed), ControlTypes.RECORD.createSerializer(new SerializerConfigImpl()));
    harness.setup(ControlTypes.UPDATE.createSerializer(new SerializerConfigImpl()));
    return harness;
  }
}
