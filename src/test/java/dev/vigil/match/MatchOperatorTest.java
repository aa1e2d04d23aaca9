package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.condition.Checked;
import dev.vigil.control.Acknowledgement;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.KeySpec;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Lifecycle;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchOperatorTest {
  private static final Lifecycle WHILE_RUN = new Lifecycle.WhileRun(0);

  private static StateBackend heap() {
    return new HashMapStateBackend();
  }

  @Test
  void spikeThenDrop_outOfOrder_matchesInEventTime() throws Exception {
    try (MatchHarness match =
        new MatchHarness(
            MatchOptions.DEFAULT,
            heap(),
            Map.of(),
            HandMade.spikeThenDrop("spike", 100, 20, 60_000))) {
      match.send(HandMade.event("A", 20_000, 10, 2));
      match.send(HandMade.event("A", 10_000, 150, 1));
      match.send(HandMade.event("B", 10_000, 150, 3));
      match.watermark(15_000);
      assertThat(match.summary()).isEmpty();
      match.watermark(80_000);
      match.send(HandMade.event("B", 90_000, 10, 4));
      match.watermark(100_000);
      assertThat(match.summary()).containsExactly("spike A matched 20000");
      Alert alert = match.alerts().get(0);
      assertThat(alert.start()).isEqualTo(10_000);
      assertThat(alert.value()).isEqualTo(10.0);
      assertThat(alert.matched())
          .extracting(stage -> stage.stage())
          .containsExactly("spike", "drop");
    }
  }

  @Test
  void sustained_elapsedReachesFor_firesOnceAndResolvesWithTheRun() throws Exception {
    Rule rule = HandMade.sustained("high", 75, 10 * 60_000, 0, WHILE_RUN);
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), rule)) {
      int offset = 0;
      for (int minute = 1; minute <= 20; minute++) {
        match.send(HandMade.event("A", minute * 60_000L, minute == 5 ? Double.NaN : 80, offset++));
      }
      match.send(HandMade.event("A", 21 * 60_000L, 50, offset));
      match.watermark(Long.MAX_VALUE);
      assertThat(match.summary())
          .containsExactly("high A firing " + 11 * 60_000, "high A resolved " + 21 * 60_000);
    }
  }

  @Test
  void sustained_silenceBeyondMaxGap_resolvesForWantOfData() throws Exception {
    Rule rule = HandMade.sustained("high", 75, 60_000, 120_000, WHILE_RUN);
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), rule)) {
      match.send(HandMade.event("A", 60_000, 80, 1));
      match.send(HandMade.event("A", 120_000, 80, 2));
      match.watermark(1_000_000);
      assertThat(match.summary()).containsExactly("high A firing 120000", "high A resolved 240001");
      assertThat(match.alerts().get(1).closeReason()).isEqualTo(Alert.CloseReason.NO_DATA);
    }
  }

  @Test
  void key_silentForItsTimeToLive_leavesNoState() throws Exception {
    Rule rule = HandMade.sustained("high", 75, 60_000, 0, WHILE_RUN);
    MatchOptions options = new MatchOptions(1_000_000, 10);
    try (MatchHarness match = new MatchHarness(options, heap(), Map.of(), rule)) {
      match.send(HandMade.event("A", 60_000, 80, 1));
      match.send(HandMade.event("A", 120_000, 80, 2));
      match.watermark(2_000_000);
      assertThat(match.summary())
          .containsExactly("high A firing 120000", "high A resolved 1120000");
    }
  }

  /** The key's last reading changes nothing of what is open, and lies beside its image. */
  @ParameterizedTest
  @CsvSource({"heap, 1", "rocksdb, 1", "heap, 3"})
  void key_spilledAndSeenSince_isNotForgottenTooSoon(String kind, int restores) throws Exception {
    StateBackend backend = kind.equals("heap") ? heap() : new EmbeddedRocksDBStateBackend(true);
    Rule rule = HandMade.spikeThenDrop("spike", 100, 20, 10_000_000);
    MatchOptions options = new MatchOptions(1_000_000, 1);
    OperatorSubtaskState state;
    try (MatchHarness match = new MatchHarness(options, backend, Map.of(), rule)) {
      match.send(HandMade.event("A", 1_000, 150, 1));
      match.send(HandMade.event("B", 2_000, 150, 2));
      match.send(HandMade.event("A", 500_000, 50, 3));
      match.watermark(600_000);
      state = match.snapshot(1);
    }
    for (int restore = 1; restore < restores; restore++) {
      try (MatchHarness match = new MatchHarness(options, backend, Map.of(), 1, 0, state, rule)) {
        state = match.snapshot(1 + restore);
      }
    }
    try (MatchHarness match = new MatchHarness(options, backend, Map.of(), 1, 0, state, rule)) {
      match.send(HandMade.event("A", 1_400_000, 10, 4));
      match.send(HandMade.event("B", 1_400_000, 10, 5));
      match.watermark(1_500_000);
      assertThat(match.summary()).containsExactly("spike A matched 1400000");
    }
  }

  /** Sources begin anew after a restore; the first to speak may be one that was idle before. */
  @Test
  void restore_readingBehindTheTimeOfTheCheckpoint_isLate() throws Exception {
    Rule rule = HandMade.spikeThenDrop("spike", 100, 20, 600_000);
    OperatorSubtaskState state;
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), rule)) {
      match.send(HandMade.event("A", 90_000, 150, 1));
      match.watermark(100_000);
      state = match.snapshot(1);
    }
    try (MatchHarness match =
        new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), 1, 0, state, rule)) {
      match.watermark(10_000);
      match.send(HandMade.event("A", 50_000, 10, 2));
      match.send(HandMade.event("A", 100_001, 10, 3));
      match.watermark(110_000);
      assertThat(match.late()).extracting(Event::offset).containsExactly(2L);
      assertThat(match.alerts()).extracting(Alert::end).containsExactly(100_001L);
    }
  }

  /** A subtask that is behind still has events to take in order, wherever its keys are now. */
  @Test
  void restore_subtasksAtDifferentTimes_goesOnFromTheSlowest() throws Exception {
    Rule rule = HandMade.spikeThenDrop("spike", 100, 20, 600_000);
    OperatorSubtaskState[] states = new OperatorSubtaskState[2];
    for (int subtask = 0; subtask < 2; subtask++) {
      try (MatchHarness match =
          new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), 2, subtask, null, rule)) {
        match.watermark(subtask == 0 ? 100_000 : 60_000);
        states[subtask] = match.snapshot(1);
      }
    }
    OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(states);
    try (MatchHarness match =
        new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), 1, 0, all, rule)) {
      match.send(HandMade.event("A", 60_000, 150, 1));
      match.send(HandMade.event("A", 60_001, 150, 2));
      match.send(HandMade.event("A", 70_000, 10, 3));
      match.watermark(110_000);
      assertThat(match.late()).extracting(Event::offset).containsExactly(1L);
      assertThat(match.alerts()).extracting(Alert::start).containsExactly(60_001L);
    }
  }

  /** A new revision waited on the control topic while the job was down. */
  @Test
  void update_rightAfterARestore_alertEndsWhenItWasClosed_notWhenItOpened() throws Exception {
    Rule before = HandMade.sustained("high", 75, 0, 0, WHILE_RUN);
    Rule after = HandMade.sustained("high", 90, 0, 1, WHILE_RUN);
    OperatorSubtaskState state;
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), before)) {
      match.send(HandMade.event("A", 1_000, 80, 1));
      match.send(HandMade.event("A", 3_600_000, 80, 2));
      match.watermark(3_600_000);
      state = match.snapshot(1);
    }
    Map<String, Rule> texts = Map.of("after", after, "high", before);
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), texts, 1, 0, state)) {
      match.publish(new RuleUpdate("high", 7, "after"));
      match.watermark(3_700_000);
      assertThat(match.summary()).containsExactly("high A resolved 3600000");
    }
  }

  /**
   * The end of the input is no time; a job that goes on after it has its keys' silence to count.
   */
  @Test
  void key_silentSinceTheJobWasDrained_isForgottenInTime() throws Exception {
    Rule rule = HandMade.sustained("high", 75, 0, 0, WHILE_RUN);
    MatchOptions options = new MatchOptions(1_000_000, 10);
    OperatorSubtaskState state = drained(options, rule);
    try (MatchHarness match = new MatchHarness(options, heap(), Map.of(), 1, 0, state, rule)) {
      match.send(HandMade.event("B", 5_000_000, 10, 2));
      match.watermark(5_000_000);
      assertThat(match.summary()).containsExactly("high A resolved 1001000");
    }
  }

  @Test
  void key_drainedTwice_isNotClosedAtTheEndOfAllTimes() throws Exception {
    Rule rule = HandMade.sustained("high", 75, 0, 0, WHILE_RUN);
    MatchOptions options = new MatchOptions(1_000_000, 10);
    OperatorSubtaskState state = drained(options, rule);
    try (MatchHarness match = new MatchHarness(options, heap(), Map.of(), 1, 0, state, rule)) {
      match.watermark(Long.MAX_VALUE);
      assertThat(match.summary()).isEmpty();
    }
  }

  /** The state at the end of the input, with an alert open since a reading of {@code A} at 1 s. */
  private static OperatorSubtaskState drained(MatchOptions options, Rule rule) throws Exception {
    try (MatchHarness match = new MatchHarness(options, heap(), Map.of(), rule)) {
      match.send(HandMade.event("A", 1_000, 80, 1));
      match.watermark(Long.MAX_VALUE);
      assertThat(match.summary()).containsExactly("high A firing 1000");
      return match.snapshot(1);
    }
  }

  @Test
  void update_otherFingerprint_closesOpenAlertAndCountsAnew() throws Exception {
    Rule before = HandMade.sustained("high", 75, 60_000, 0, WHILE_RUN);
    Rule after = HandMade.sustained("high", 90, 60_000, 1, WHILE_RUN);
    try (MatchHarness match =
        new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of("after", after), before)) {
      match.send(HandMade.event("A", 60_000, 100, 1));
      match.send(HandMade.event("A", 120_000, 100, 2));
      match.watermark(120_000);
      match.send(HandMade.event("A", 180_000, 100, 3));
      match.publish(new RuleUpdate("high", 7, "after"));
      match.watermark(180_000);
      match.publish(new RuleUpdate("high", 8, null));
      match.watermark(190_000);
      assertThat(match.summary()).containsExactly("high A firing 120000", "high A resolved 120000");
      assertThat(match.alerts().get(1).closeReason()).isEqualTo(Alert.CloseReason.RULE_UPDATED);
      assertThat(match.acknowledgements())
          .extracting(said -> said.revision())
          .containsExactly(-1L, 7L, 8L);
    }
  }

  @Test
  void deletion_whileFiring_closesTheAlert() throws Exception {
    Rule rule = HandMade.sustained("high", 75, 60_000, 0, WHILE_RUN);
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), rule)) {
      match.send(HandMade.event("A", 60_000, 100, 1));
      match.send(HandMade.event("A", 120_000, 100, 2));
      match.watermark(150_000);
      match.publish(new RuleUpdate("high", 3, null));
      match.watermark(160_000);
      assertThat(match.summary()).containsExactly("high A firing 120000", "high A resolved 150000");
      assertThat(match.alerts().get(1).closeReason()).isEqualTo(Alert.CloseReason.RULE_DELETED);
    }
  }

  /** The first may have been known from the start: the topic tells it all the same. */
  @Test
  void deletion_toldAgain_isAcknowledgedAgain() throws Exception {
    Rule rule = HandMade.spikeThenDrop("spike", 100, 20, 60_000);
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), rule)) {
      match.publish(new RuleUpdate("spike", 6, null));
      match.publish(new RuleUpdate("spike", 6, null));
      assertThat(match.acknowledgements())
          .extracting(said -> said.revision())
          .containsExactly(-1L, 6L, 6L);
    }
  }

  @Test
  void rule_thatFails_isSetAsideAndTheOthersGoOn() throws Exception {
    Checked failing =
        new Checked(
            "fails",
            (reading, stages) -> {
              throw new IllegalStateException("by design");
            },
            List.of(),
            Set.of(),
            false);
    Rule bad =
        HandMade.rule(
            "bad",
            List.of(HandMade.stage("s", Contiguity.BEGIN, failing)),
            0,
            null,
            new Lifecycle.Moment(0),
            false);
    Rule good = HandMade.spikeThenDrop("good", 100, 20, 60_000);
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), bad, good)) {
      match.send(HandMade.event("A", 1_000, 150, 1));
      match.send(HandMade.event("A", 2_000, 10, 2));
      match.watermark(3_000);
      assertThat(match.summary()).containsExactly("good A matched 2000");
      assertThat(match.acknowledgements())
          .filteredOn(said -> said.failure() != null)
          .containsExactly(new Acknowledgement("bad", -1, 0, 2, "by design"));
      match.publish(new RuleUpdate("bad", -1, "bad")); // the topic tells what was known
      assertThat(match.acknowledgements())
          .last()
          .isEqualTo(new Acknowledgement("bad", -1, 0, 2, "by design"));
      assertThat(match.operator.rulesSetAside()).isEqualTo(1);
      match.publish(new RuleUpdate("bad", 7, null));
      assertThat(match.operator.rulesSetAside()).isZero();
    }
  }

  /**
   * The snapshot was taken by the first release and is never made again: {@code A} at 150 and 80,
   * the watermark at 25 s, and one more reading waiting at 30 s.
   */
  @Test
  void snapshotOfFormat1_isStillRead() throws Exception {
    Rule[] rules = {
      HandMade.spikeThenDrop("spike", 100, 20, 60_000),
      HandMade.sustained("high", 75, 30_000, 0, WHILE_RUN),
      HandMade.sustained("open", 75, 1_000, 0, new Lifecycle.Until(HandMade.below(40), 0, 0)),
    };
    assertThat(goOn("match-1.snapshot", 4, rules))
        .containsExactlyInAnyOrder(
            "high A firing 40000",
            "high A resolved 50000",
            "open A resolved 50000",
            "spike A matched 50000");
  }

  /**
   * The snapshot was taken when runs and simple sequences had first left Flink's NFA, and is never
   * made again: {@code A} at 150, 160 and 80, the watermark at 25 s, and one more reading waiting
   * at 30 s.
   */
  @Test
  void snapshotOfFormat2_isStillRead() throws Exception {
    assertThat(goOn("match-2.snapshot", 5, keptRules()))
        .containsExactlyInAnyOrder(
            "high A firing 40000",
            "high A resolved 50000",
            "open A resolved 50000",
            "plumes A matched 50000",
            "spike A matched 50000");
  }

  /**
   * The snapshots were taken when rules and schemas in images had become numbers, and when images
   * first said up to which revision rules were known, and are never made again: {@code A} at 150,
   * 160 and 80 from 0 s on, the watermark at 25 s, and one more reading waiting at 30 s.
   */
  @ParameterizedTest
  @ValueSource(strings = {"match-3.snapshot", "match-4.snapshot"})
  void snapshotOfALaterFormat_isStillRead(String snapshot) throws Exception {
    assertThat(goOn(snapshot, 5, keptRules()))
        .containsExactlyInAnyOrder(
            "high A firing 30000",
            "high A resolved 50000",
            "open A resolved 50000",
            "plumes A matched 50000",
            "spike A matched 50000");
  }

  /**
   * The snapshot was taken when images first said since when signals had been fed, and is never
   * made again: {@code A} at 150, 160 and 80 from 0 s on, the watermark at 25 s, and 80 waiting at
   * 30 s.
   */
  @Test
  void snapshotOfFormat5_isStillRead() throws Exception {
    assertThat(goOn("match-5.snapshot", 5, keptRules5()))
        .containsExactlyInAnyOrder(
            "high A firing 30000",
            "high A resolved 50000",
            "many A firing 50000",
            "open A resolved 50000",
            "plumes A matched 50000",
            "slow A resolved 50000",
            "spike A matched 50000");
  }

  /**
   * The snapshot was taken when a spilled key was first told of a reading that changes nothing of
   * it, and is never made again: {@code A} at 150, then {@code B}, which spills it, and {@code A}
   * at 50 at 500 s.
   */
  @Test
  void snapshotOfASpilledKeyThatWasSeen_isStillRead() throws Exception {
    OperatorSubtaskState state =
        OperatorSnapshotUtil.readStateHandle("src/test/resources/state/match-seen.snapshot");
    Rule rule = HandMade.spikeThenDrop("spike", 100, 20, 10_000_000);
    MatchOptions options = new MatchOptions(1_000_000, 1);
    try (MatchHarness match = new MatchHarness(options, heap(), Map.of(), 1, 0, state, rule)) {
      match.send(HandMade.event("A", 1_400_000, 10, 4));
      match.send(HandMade.event("B", 1_400_000, 10, 5));
      match.watermark(1_500_000);
      assertThat(match.summary()).containsExactly("spike A matched 1400000");
    }
  }

  /** The rules of kept snapshots, one of each engine and lifecycle. */
  private static Rule[] keptRules() {
    return new Rule[] {
      HandMade.spikeThenDrop("spike", 100, 20, 60_000),
      HandMade.sustained("high", 75, 30_000, 0, WHILE_RUN),
      HandMade.sustained("open", 75, 1_000, 0, new Lifecycle.Until(HandMade.below(40), 0, 0)),
      plumes(),
    };
  }

  /** The same, one with a signal and one whose alert is about to resolve. */
  private static Rule[] keptRules5() {
    List<Rule> rules = new ArrayList<>(List.of(keptRules()));
    rules.add(WrittenRule.of("rule: many\nwhen: count(pm25, '1m') > 5\n"));
    rules.add(
        WrittenRule.of("rule: slow\nwhen: pm25 > 75\nresolve: {when: pm25 < 100, for: 30s}\n"));
    return rules.toArray(Rule[]::new);
  }

  /** What {@code A} comes to from a kept snapshot on, with 80 at 40 s and 10 at 50 s. */
  private static List<String> goOn(String kept, long offset, Rule... rules) throws Exception {
    OperatorSubtaskState state =
        OperatorSnapshotUtil.readStateHandle("src/test/resources/state/" + kept);
    try (MatchHarness match =
        new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), 1, 0, state, rules)) {
      match.send(HandMade.event("A", 40_000, 80, offset));
      match.send(HandMade.event("A", 50_000, 10, offset + 1));
      match.watermark(60_000);
      return match.summary();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb", "heap-spilling", "rocksdb-spilling"})
  void restore_atAnyPointAndParallelism_alertsAsUninterrupted(String kind) throws Exception {
    assertAlertsAsUninterrupted(
        kind,
        MatchOptions.DEFAULT.keyTtl(),
        HandMade.spikeThenDrop("spike", 100, 20, 60_000),
        HandMade.sustained("high", 75, 30_000, 25_000, WHILE_RUN),
        HandMade.sustained(
            "resolving", 75, 10_000, 0, new Lifecycle.Until(HandMade.below(40), 20_000, 0)),
        plumes());
  }

  /** What is open waits for certain readings only, and a key is forgotten between some of them. */
  @ParameterizedTest
  @ValueSource(strings = {"heap-spilling", "rocksdb-spilling"})
  void restore_ofSpilledKeysThatWaitForLittle_alertsAsUninterrupted(String kind) throws Exception {
    assertAlertsAsUninterrupted(
        kind,
        20_000,
        HandMade.spikeThenDrop("spike", 100, 20, 600_000),
        WrittenRule.of(
            """
            rule: no-relief
            sequence:
              - {begin: bad, where: pm25 > 140}
              - {not_followed_by: relief, where: pm25 < 20}
              - {followed_by: worse, where: pm25 > 140}
            within: 60s
            """));
  }

  private static void assertAlertsAsUninterrupted(String kind, long keyTtl, Rule... rules)
      throws Exception {
    MatchOptions options = new MatchOptions(keyTtl, kind.endsWith("spilling") ? 2 : 1_000);
    MatchOptions roomy = new MatchOptions(keyTtl, 1_000);
    Random random = new Random(42);
    for (int round = 0; round < 25; round++) {
      List<Step> steps = steps(random);
      List<String> expected = run(roomy, heap(), rules, steps, -1, 1);
      assertThat(expected).as("round %s", round).hasSizeGreaterThan(5);
      int stop = random.nextInt(steps.size());
      StateBackend backend =
          kind.startsWith("heap") ? heap() : new EmbeddedRocksDBStateBackend(true);
      assertThat(run(options, backend, rules, steps, stop, 1 + round % 3))
          .as("round %s stopped at %s", round, stop)
          .isEqualTo(expected);
    }
  }

  /** Branches, and asks what was taken: it needs the whole of an NFA. */
  private static Rule plumes() {
    return WrittenRule.of(
        """
        rule: plumes
        sequence:
          - begin: up
            where: pm25 > 75
            times: 2+
          - followed_by: down
            where: pm25 < 0.5 * max(up.pm25)
        within: 60s
        after_match: skip_past_last_event
        """);
  }

  /** So that much of what is written behind is written before the barrier comes. */
  private static final int STEPS_A_CHECKPOINT = 40;

  private static final long STEP_MILLIS = MatchHarness.CHECKPOINT_INTERVAL / STEPS_A_CHECKPOINT;

  private record Step(dev.vigil.event.Event event, long watermark) {}

  private static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      double pm25 = new double[] {5, 30, 80, 150}[random.nextInt(4)];
      long time = i * 2_000L + random.nextInt(5_000);
      String station = "S" + random.nextInt(6);
      steps.add(new Step(HandMade.event(station, time, pm25, i), 0));
      if (i % 7 == 0) {
        steps.add(new Step(null, i * 2_000L - 1));
      }
    }
    steps.add(new Step(null, 2_000_000));
    return steps;
  }

  /** Runs to the step, then restores with a parallelism, and runs to the end. */
  private static List<String> run(
      MatchOptions options,
      StateBackend backend,
      Rule[] rules,
      List<Step> steps,
      int stop,
      int parallelism)
      throws Exception {
    List<String> summary = new ArrayList<>();
    OperatorSubtaskState state;
    try (MatchHarness first = new MatchHarness(options, backend, Map.of(), rules)) {
      int checkpoint = 0;
      for (Step step : steps.subList(0, stop < 0 ? steps.size() : stop)) {
        apply(first, step);
        first.pass(STEP_MILLIS);
        if (++checkpoint % STEPS_A_CHECKPOINT == 0) {
          first.snapshot(checkpoint);
        }
      }
      state = stop < 0 ? null : first.snapshot(checkpoint + 1);
      summary.addAll(first.summary());
    }
    for (int subtask = 0; stop >= 0 && subtask < parallelism; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, MatchHarness.MAX_PARALLELISM, 1, parallelism, subtask);
      try (MatchHarness next =
          new MatchHarness(options, backend, Map.of(), parallelism, subtask, part, rules)) {
        for (Step step : steps.subList(stop, steps.size())) {
          if (step.event() == null || mine(step, parallelism, subtask)) {
            apply(next, step);
          }
        }
        summary.addAll(next.summary());
      }
    }
    Collections.sort(summary);
    return summary;
  }

  private static boolean mine(Step step, int parallelism, int subtask) {
    String key = new KeySpec(List.of("station")).key(step.event()).orElseThrow();
    return org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, MatchHarness.MAX_PARALLELISM, parallelism)
        == subtask;
  }

  private static void apply(MatchHarness match, Step step) throws Exception {
    if (step.event() == null) {
      match.watermark(step.watermark());
    } else {
      match.send(step.event());
    }
  }
}
