package dev.vigil.control;

import static dev.vigil.control.ControlFixtures.rule;
import static dev.vigil.control.ControlFixtures.seed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

final class StatusBoardTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
  private static final RuleStatus HOT =
      RuleStatus.verdict("hot", 1, 1L, "h", RuleState.ACTIVE, List.of());

  @Test
  void saysActive_whenTheLastSubtaskHasIt() throws Exception {
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.acknowledge("hot", 1, 1, 2);
      board.judge(HOT);
      assertThat(board.said()).isEmpty();
      board.acknowledge("hot", 1, 0, 2);

      assertThat(board.said()).containsExactly(HOT.acknowledged(2, 2, NOON.millis()));
    }
  }

  @Test
  void goesOn_afterARestoreWithOtherSubtasks() throws Exception {
    OperatorSubtaskState saved;
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.judge(HOT);
      board.acknowledge("hot", 1, 0, 2);
      saved = board.harness.snapshot(1, 1);
      // What happens after the snapshot is no part of it.
      board.acknowledge("hot", 1, 1, 2);
    }
    try (Board board = new Board(seed())) {
      board.harness.initializeState(saved);
      board.harness.open();
      board.acknowledge("hot", 1, 0, 3);
      board.acknowledge("hot", 1, 2, 3);
      assertThat(board.said()).isEmpty();
      board.acknowledge("hot", 1, 1, 3);

      assertThat(board.said()).containsExactly(HOT.acknowledged(3, 3, NOON.millis()));
    }
  }

  @Test
  void tellsAnotherTopicWhatIsInForce_onceARule_andTheSameTopicNothing() throws Exception {
    RuleStatus cold = RuleStatus.verdict("cold", 3, 2L, "h", RuleState.REJECTED, List.of());
    OperatorSubtaskState saved;
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.judge(HOT);
      board.judge(cold);
      board.acknowledgeAll();
      assertThat(board.said()).contains(HOT.acknowledged(2, 2, NOON.millis()));
      saved = board.harness.snapshot(1, 1);
    }
    try (Board board = new Board(seed())) {
      board.harness.initializeState(saved);
      board.harness.open();
      board.acknowledgeAll();
      assertThat(board.said()).isEmpty();
    }
    try (Board board = new Board(seed(), "others")) {
      board.harness.initializeState(saved);
      board.harness.open();
      board.judge(HOT); // the gate says it again
      board.acknowledgeAll();
      assertThat(board.said())
          .containsExactlyInAnyOrder(
              HOT.acknowledged(2, 2, NOON.millis()), cold.acknowledged(2, 2, NOON.millis()));
    }
  }

  @Test
  void saysTheRulesOfTheDirectory_whichNoRecordSpeaksOf() throws Exception {
    RuleUpdate cold = new RuleUpdate("cold", -1, rule("cold") + "mode: shadow\n");
    try (Board board = new Board(seed(cold))) {
      board.harness.open();
      board.acknowledge("cold", -1, 0, 1);

      assertThat(board.said())
          .extracting(RuleStatus::rule, RuleStatus::state, RuleStatus::activeRevision)
          .containsExactly(tuple("cold", RuleState.SHADOW, -1L));
    }
  }

  @Test
  void forgetsARecord_thatNeverWasARule_onceItIsRefused() throws Exception {
    try (Board board = new Board(seed())) {
      board.harness.open();
      for (int i = 0; i < 100; i++) {
        board.judge(RuleStatus.verdict("no-" + i, i, null, "h", RuleState.REJECTED, List.of()));
      }
      assertThat(board.said()).extracting(RuleStatus::rule).hasSize(100);
      assertThat(board.function.rules()).isEmpty();
    }
  }

  @Test
  void keepsARule_whoseLatestRevisionIsRefused_whileAnEarlierIsInForce() throws Exception {
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.judge(HOT);
      board.judge(RuleStatus.verdict("hot", 2, 1L, "h", RuleState.REJECTED, List.of()));
      assertThat(board.function.rules()).containsExactly("hot");
      board.acknowledge("hot", 1, 0, 1);
      assertThat(board.said())
          .extracting(RuleStatus::state, RuleStatus::acknowledged)
          .containsExactly(tuple(RuleState.REJECTED, 0), tuple(RuleState.REJECTED, 1));
    }
  }

  @Test
  void forgetsARule_thatWasDeletedAndThenRefused_whenAllSubtasksHaveAnswered() throws Exception {
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.judge(RuleStatus.verdict("hot", 2, null, null, RuleState.DELETED, List.of()));
      board.acknowledge("hot", 2, 0, 2);
      board.judge(RuleStatus.verdict("hot", 3, null, "h", RuleState.REJECTED, List.of()));
      assertThat(board.function.rules()).containsExactly("hot");
      board.acknowledge("hot", 2, 1, 2);
      assertThat(board.said()).extracting(RuleStatus::state).containsExactly(RuleState.REJECTED);
      assertThat(board.function.rules()).isEmpty();
    }
  }

  @Test
  void forgetsARule_thatIsDeletedEverywhere() throws Exception {
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.judge(HOT);
      board.acknowledge("hot", 1, 0, 1);
      board.judge(RuleStatus.verdict("hot", 2, null, null, RuleState.DELETED, List.of()));
      assertThat(board.function.rules()).containsExactly("hot");
      board.acknowledge("hot", 2, 0, 1);

      assertThat(board.said())
          .extracting(RuleStatus::state)
          .containsExactly(RuleState.ACTIVE, RuleState.DELETED);
      assertThat(board.function.rules()).isEmpty();
    }
  }

  @Test
  void saysQuarantined_whenASubtaskHadToSetTheRuleAside() throws Exception {
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.judge(HOT);
      board.acknowledge("hot", 1, 0, 1);
      board.fail("hot", 1, 0, 1, "no such state");

      RuleStatus last = board.said().get(1);
      assertThat(last.state()).isEqualTo(RuleState.QUARANTINED);
      assertThat(last.activeRevision()).isNull();
      assertThat(last.errors())
          .extracting(StatusError::code, StatusError::message)
          .containsExactly(tuple("rule-failed", "no such state"));
    }
  }

  /** A fast subtask fails before a slow one has the rule. */
  @Test
  void staysAtQuarantined_whenTheOthersHaveTheRuleLater() throws Exception {
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.judge(HOT);
      board.acknowledge("hot", 1, 0, 2);
      board.fail("hot", 1, 0, 2, "no such state");
      board.acknowledge("hot", 1, 1, 2);

      assertThat(board.said()).extracting(RuleStatus::state).containsExactly(RuleState.QUARANTINED);
    }
  }

  /** After a restart every subtask evaluates the rule again. */
  @Test
  void saysActiveAgain_whenTheSubtaskThatSetTheRuleAsideHasItAgain() throws Exception {
    OperatorSubtaskState saved;
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.judge(HOT);
      board.acknowledge("hot", 1, 0, 2);
      board.acknowledge("hot", 1, 1, 2);
      board.fail("hot", 1, 0, 2, "no such state");
      board.acknowledge("hot", 1, 1, 2);
      assertThat(board.said())
          .extracting(RuleStatus::state)
          .containsExactly(RuleState.ACTIVE, RuleState.QUARANTINED);
      saved = board.harness.snapshot(1, 1);
    }
    try (Board board = new Board(seed())) {
      board.harness.initializeState(saved);
      board.harness.open();
      board.acknowledge("hot", 1, 1, 2);
      assertThat(board.said()).isEmpty();
      board.acknowledge("hot", 1, 0, 2);

      assertThat(board.said()).containsExactly(HOT.acknowledged(2, 2, NOON.millis()));
    }
  }

  /** The next revision was refused, and so the one that fails is still the one in force. */
  @Test
  void saysARefusalAgain_whenTheRevisionInForceIsCompleteAgain() throws Exception {
    RuleStatus bad = RuleStatus.verdict("hot", 2, 1L, "h", RuleState.REJECTED, List.of());
    try (Board board = new Board(seed())) {
      board.harness.open();
      board.judge(HOT);
      board.acknowledge("hot", 1, 0, 1);
      board.judge(bad);
      board.fail("hot", 1, 0, 1, "no such state");
      board.acknowledge("hot", 1, 0, 1);

      assertThat(board.said())
          .extracting(RuleStatus::state, RuleStatus::revision, RuleStatus::acknowledged)
          .containsExactly(
              tuple(RuleState.ACTIVE, 1L, 1),
              tuple(RuleState.REJECTED, 2L, 1),
              tuple(RuleState.QUARANTINED, 1L, 0),
              tuple(RuleState.REJECTED, 2L, 1));
    }
  }

  private static final class Board implements AutoCloseable {
    final StatusBoard function;
    final TwoInputStreamOperatorTestHarness<RuleStatus, Acknowledgement, RuleStatus> harness;

    Board(RuleSeed seed) throws Exception {
      this(seed, "statuses");
    }

    Board(RuleSeed seed, String topic) throws Exception {
      function = new StatusBoard(seed, topic, NOON);
      harness = new TwoInputStreamOperatorTestHarness<>(new CoProcessOperator<>(function));
      harness.setup(ControlTypes.STATUS.createSerializer(new SerializerConfigImpl()));
    }

    void judge(RuleStatus verdict) throws Exception {
      harness.processElement1(new StreamRecord<>(verdict));
    }

    void acknowledge(String rule, long revision, int subtask, int subtasks) throws Exception {
      harness.processElement2(
          new StreamRecord<>(new Acknowledgement(rule, revision, subtask, subtasks, null)));
    }

    /** Both of two subtasks have what is in force. */
    void acknowledgeAll() throws Exception {
      for (int subtask = 0; subtask < 2; subtask++) {
        acknowledge("cold", 2, subtask, 2);
        acknowledge("hot", 1, subtask, 2);
      }
    }

    void fail(String rule, long revision, int subtask, int subtasks, String failure)
        throws Exception {
      harness.processElement2(
          new StreamRecord<>(new Acknowledgement(rule, revision, subtask, subtasks, failure)));
    }

    List<RuleStatus> said() {
      return harness.extractOutputValues();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
