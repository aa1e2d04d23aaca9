package dev.vigil.job;

import static dev.vigil.job.WiredJob.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import dev.vigil.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules replaced, switched off and deleted while readings come in, on a real Flink. */
final class RuleChangesIT {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(WiredJob.SUBTASKS)
              .build());

  private static final int STATIONS = AirLoad.STATIONS;
  private static final long STEP = AirLoad.STEP;

  private static final String SUSTAINED =
      """
      rule: sustained
      when: pm25 > 75 && pm25 < 1000
      for: 30s
      max_gap: 20s
      """;
  private static final String SPIKE_THEN_DROP =
      """
      rule: spike-then-drop
      sequence:
        - begin: spike
          where: pm25 > 90 && pm25 < 1000
        - followed_by: drop
          where: pm25 < 20
      within: 60s
      """;

  /** Matches the one reading of each station that ends a test. */
  private static final String END =
      """
      rule: end
      sequence:
        - begin: end
          where: pm25 > 5000
      """;

  /** What {@link #hit} of 50 matches, never changed: it tells how far each station is. */
  private static final String WITNESS =
      """
      rule: witness
      sequence:
        - begin: hit
          where: pm25 > 50 && pm25 < 1000
      """;

  /** One match a reading above the bound; another pattern for each version. */
  private static String hit(int above, int version) {
    return "rule: hit\nsequence:\n  - begin: hit\n    where: pm25 > %d && pm25 < %d\n"
        .formatted(above, 1_000 + version);
  }

  @Test
  void replacedUnderLoad_noReadingIsLostOrCountedTwice_andOtherRulesMatchAsEver() throws Exception {
    List<Event> load = AirLoad.readings();
    List<String> expectedHits =
        load.stream().filter(event -> pm25(event) > 50).map(RuleChangesIT::place).toList();
    assertThat(expectedHits).hasSizeGreaterThan(3_000);
    List<Alert> untouched = new ArrayList<>();
    try (WiredJob job = new WiredJob(SUSTAINED, SPIKE_THEN_DROP, END, hit(50, 0))) {
      feed(job, load, 0, load.size());
      end(job);
      untouched.addAll(job.alerts("sustained"));
      untouched.addAll(job.alerts("spike-then-drop"));
      assertThat(job.alerts("hit").stream().map(RuleChangesIT::place))
          .containsExactlyInAnyOrderElementsOf(expectedHits);
    }
    assertThat(untouched).hasSizeGreaterThan(200);

    int changes = 10;
    int chunk = load.size() / (2 * (changes + 1));
    try (WiredJob job = new WiredJob(SUSTAINED, SPIKE_THEN_DROP, END, hit(50, 0))) {
      feed(job, load, 0, chunk);
      job.awaitAlerts("hit", hits -> !hits.isEmpty());
      for (int change = 1; change <= changes; change++) {
        long revision = job.publish(hit(50, change));
        feed(job, load, chunk * (2 * change - 1), chunk * 2 * change);
        assertThat(job.awaitStatus("hit", revision).state()).isEqualTo(RuleState.ACTIVE);
        feed(job, load, chunk * 2 * change, chunk * (2 * change + 1));
        job.awaitAlerts("hit", hits -> hits.stream().anyMatch(hit -> hit.revision() == revision));
      }
      feed(job, load, chunk * (2 * changes + 1), load.size());
      end(job);

      List<Alert> hits = job.alerts("hit");
      assertThat(hits.stream().map(RuleChangesIT::place))
          .containsExactlyInAnyOrderElementsOf(expectedHits);
      assertThat(hits.stream().map(Alert::revision).distinct()).hasSize(changes + 1);
      assertThatRevisionsFollowEventTime(hits);
      List<Alert> others = new ArrayList<>(job.alerts("sustained"));
      others.addAll(job.alerts("spike-then-drop"));
      assertThat(others).containsExactlyInAnyOrderElementsOf(untouched);
    }
  }

  @Test
  void switchedOffAndOnUnderLoad_oneGapAStation_andOtherRulesMatchAsEver() throws Exception {
    List<Event> load = AirLoad.readings();
    int fifth = load.size() / 5;
    try (WiredJob job = new WiredJob(WITNESS, END, hit(50, 0))) {
      feed(job, load, 0, fifth);
      awaitWitnessed(job, 0);
      long off = job.publish(hit(50, 0) + "mode: off\n");
      feed(job, load, fifth, 2 * fifth);
      assertThat(job.awaitStatus("hit", off).state()).isEqualTo(RuleState.OFF);
      long inForce = load.get(2 * fifth - 1).timestamp() + AirLoad.DISORDER;
      feed(job, load, 2 * fifth, 3 * fifth);
      awaitWitnessed(job, inForce);
      long on = job.publish(hit(50, 0));
      feed(job, load, 3 * fifth, 4 * fifth);
      assertThat(job.awaitStatus("hit", on).state()).isEqualTo(RuleState.ACTIVE);
      feed(job, load, 4 * fifth, load.size());
      end(job);

      assertThat(job.alerts("witness").stream().map(RuleChangesIT::place))
          .containsExactlyInAnyOrderElementsOf(
              load.stream().filter(event -> pm25(event) > 50).map(RuleChangesIT::place).toList());
      List<Alert> hits = job.alerts("hit");
      for (int station = 0; station < STATIONS; station++) {
        assertOneGap(load, hits, "s" + station);
      }
      assertThat(hits.stream().map(Alert::revision).distinct()).containsExactlyInAnyOrder(-1L, on);
    }
  }

  @Test
  void replaced_readingsThatWaitForTheWatermarkCountForTheNewRule() throws Exception {
    try (WiredJob job = new WiredJob(hit(50, 0), END)) {
      for (int station = 0; station < STATIONS; station++) {
        for (int step = 1; step <= 6; step++) {
          double pm25 = step % 2 == 1 ? 60 : 90;
          job.send(
              step % WiredJob.SUBTASKS,
              reading("s" + station, step * STEP, pm25, 10 * station + step));
        }
      }
      job.watermark(3 * STEP);
      job.awaitAlerts("hit", 3 * STATIONS); // so both subtasks have passed it
      assertThat(job.alerts("hit")).hasSize(3 * STATIONS);

      long revision = job.change(hit(80, 1), RuleState.ACTIVE);
      job.watermark(6 * STEP);
      end(job);

      List<Alert> hits = job.alerts("hit");
      assertThat(hits.stream().filter(hit -> hit.revision() == -1))
          .hasSize(3 * STATIONS)
          .allMatch(hit -> hit.timestamp() <= 3 * STEP);
      // Waiting: 90 at 40 s, 60 at 50 s, 90 at 60 s.
      assertThat(hits.stream().filter(hit -> hit.revision() == revision).map(RuleChangesIT::place))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, STATIONS)
                  .boxed()
                  .flatMap(s -> IntStream.of(4, 6).mapToObj(step -> "s" + s + "@" + step * STEP))
                  .toList());
      assertThat(hits).hasSize(5 * STATIONS);
    }
  }

  @Test
  void switchedOffThenOnThenDeleted_matchesNothingInBetween_andTheStatusSaysSo() throws Exception {
    try (WiredJob job = new WiredJob(END)) {
      long first = job.change(hit(50, 0), RuleState.ACTIVE);
      round(job, 1);
      long off = job.change(hit(50, 0) + "mode: off\n", RuleState.OFF);
      round(job, 2);
      long shadow = job.change(hit(50, 0) + "mode: shadow\n", RuleState.SHADOW);
      round(job, 3);
      long deleted = job.publish("hit", null);
      RuleStatus gone = job.awaitStatus("hit", deleted);
      round(job, 4);
      end(job);

      assertThat(List.of(first, off, shadow, deleted)).containsExactly(0L, 1L, 2L, 3L);
      assertThat(gone.state()).isEqualTo(RuleState.DELETED);
      assertThat(gone.acknowledged() + "/" + gone.subtasks()).isEqualTo("4/4");
      assertThat(job.alerts("hit"))
          .hasSize(2 * STATIONS)
          .allMatch(hit -> hit.shadow() == (hit.revision() == shadow));
      assertThat(job.alerts("hit").stream().map(Alert::timestamp).distinct())
          .containsExactlyInAnyOrder(STEP, 3 * STEP);
    }
  }

  @Test
  void byAnotherKey_andBack_openAlertsClose_andEachReadingIsMatchedOnce() throws Exception {
    String lasts = "rule: lasts\nwhen: pm25 > 50 && pm25 < 1000\n";
    String everywhere = "by: []\n";
    try (WiredJob job = new WiredJob(END)) {
      long own = job.change(hit(50, 0), RuleState.ACTIVE);
      job.change(lasts, RuleState.ACTIVE);
      round(job, 1);
      long other = job.change(hit(50, 0) + everywhere, RuleState.ACTIVE);
      job.change(lasts + everywhere, RuleState.ACTIVE);
      round(job, 2);
      job.awaitAlerts("hit", 2 * STATIONS);
      long again = job.change(hit(50, 0), RuleState.ACTIVE);
      round(job, 3);
      end(job);

      List<Alert> hits = job.alerts("hit");
      assertThat(hits).hasSize(3 * STATIONS);
      assertThat(hits.stream().map(Alert::revision).distinct())
          .containsExactlyInAnyOrder(own, other, again);
      assertThat(hits)
          .allMatch(hit -> hit.key().isEmpty() == (hit.revision() == other))
          .allMatch(
              hit ->
                  hit.timestamp()
                      == STEP * (1 + List.of(own, other, again).indexOf(hit.revision())));
      List<Alert> closed =
          job.alerts("lasts").stream()
              .filter(alert -> alert.end() != null && !alert.key().isEmpty())
              .toList();
      assertThat(closed)
          .hasSize(STATIONS)
          .allMatch(alert -> alert.closeReason() == CloseReason.RULE_UPDATED);
    }
  }

  @Test
  void updatedSwitchedOffAndDeleted_openAlertsClose_andThoseOfOtherRulesStayOpen()
      throws Exception {
    String open = "rule: %s\nwhen: pm25 > 75 && pm25 < 1000\nfor: 10s\n";
    try (WiredJob job =
        new WiredJob(
            END,
            open.formatted("changed"),
            open.formatted("reworded"),
            open.formatted("off"),
            open.formatted("deleted"),
            open.formatted("kept"))) {
      for (int station = 0; station < STATIONS; station++) {
        for (int step = 1; step <= 3; step++) {
          job.send(0, reading("s" + station, step * STEP, 80, 10 * station + step));
        }
      }
      job.watermark(3 * STEP);
      for (String rule : List.of("changed", "reworded", "off", "deleted", "kept")) {
        job.awaitAlerts(rule, STATIONS);
      }

      long changed = job.change(open.formatted("changed").replace("75", "70"), RuleState.ACTIVE);
      job.change(open.formatted("reworded") + "severity: critical\n", RuleState.ACTIVE);
      job.change(open.formatted("off") + "mode: off\n", RuleState.OFF);
      job.awaitStatus("deleted", job.publish("deleted", null));
      for (int station = 0; station < STATIONS; station++) {
        for (int step = 4; step <= 6; step++) {
          job.send(0, reading("s" + station, step * STEP, 80, 10 * station + step));
        }
      }
      end(job);

      assertClosed(job.alerts("off"), CloseReason.RULE_UPDATED);
      assertClosed(job.alerts("deleted"), CloseReason.RULE_DELETED);
      assertThat(job.alerts("kept")).hasSize(STATIONS).allMatch(alert -> alert.end() == null);
      assertThat(job.alerts("reworded")).hasSize(STATIONS).allMatch(alert -> alert.end() == null);
      List<Alert> before = new ArrayList<>(job.alerts("changed"));
      List<Alert> after = before.stream().filter(one -> one.revision() == changed).toList();
      before.removeAll(after);
      assertClosed(before, CloseReason.RULE_UPDATED);
      // The new rule counts from its arrival on: ten seconds after its first reading, at 40 s.
      assertThat(after)
          .hasSize(STATIONS)
          .allMatch(alert -> alert.start() == 4 * STEP && alert.timestamp() == 5 * STEP);
    }
  }

  private static void assertClosed(List<Alert> alerts, CloseReason reason) {
    assertThat(alerts).hasSize(2 * STATIONS);
    assertThat(alerts.stream().filter(alert -> alert.end() != null))
        .hasSize(STATIONS)
        .allMatch(alert -> alert.closeReason() == reason);
    assertThat(alerts.stream().map(Alert::id).distinct()).hasSize(STATIONS);
  }

  /** One hit a station, evaluated before this returns. */
  private static void round(WiredJob job, int step) throws InterruptedException {
    for (int station = 0; station < STATIONS; station++) {
      job.send(0, reading("s" + station, step * STEP, 60, 10 * station + step));
      job.send(1, reading("round-" + station, step * STEP, 9_000, 10 * station + step));
    }
    job.watermark(step * STEP);
    job.awaitAlerts("end", step * STATIONS);
  }

  /** Waits until each station had a reading evaluated that is younger than this. */
  private static void awaitWitnessed(WiredJob job, long after) throws InterruptedException {
    job.awaitAlerts(
        "witness",
        witnesses ->
            witnesses.stream()
                    .filter(alert -> alert.timestamp() > after)
                    .map(alert -> alert.key())
                    .distinct()
                    .count()
                == STATIONS);
  }

  /** Waits until both subtasks have evaluated all readings. */
  private static void end(WiredJob job) throws InterruptedException {
    long end = (AirLoad.STEPS + 100) * STEP;
    int before = job.alerts("end").size();
    for (int station = 0; station < STATIONS; station++) {
      job.send(0, reading("end-" + station, end, 9_000, station));
    }
    job.watermark(end);
    job.awaitAlerts("end", before + STATIONS);
  }

  private static void feed(WiredJob job, List<Event> load, int from, int to)
      throws InterruptedException {
    for (int i = from; i < to; i++) {
      job.send(i % WiredJob.SUBTASKS, load.get(i));
    }
  }

  private static void assertThatRevisionsFollowEventTime(List<Alert> hits) {
    Map<String, List<Alert>> byStation = new HashMap<>();
    hits.forEach(
        hit ->
            byStation.computeIfAbsent(hit.key().get("station"), s -> new ArrayList<>()).add(hit));
    assertThat(byStation).hasSize(STATIONS);
    for (List<Alert> one : byStation.values()) {
      one.sort(Comparator.comparingLong(Alert::timestamp));
      assertThat(one.stream().map(Alert::revision)).isSorted();
    }
  }

  private static void assertOneGap(List<Event> load, List<Alert> hits, String station) {
    List<String> found = hits.stream().map(RuleChangesIT::place).toList();
    String pattern =
        String.join(
            "",
            load.stream()
                .filter(event -> place(event).startsWith(station + "@") && pm25(event) > 50)
                .sorted(Comparator.comparingLong(Event::timestamp))
                .map(event -> found.contains(place(event)) ? "+" : "-")
                .toList());
    assertThat(pattern).matches("\\++-+\\++");
  }

  private static double pm25(Event event) {
    return event.getDouble(WiredJob.AIR.field("pm25").slot());
  }

  private static String place(Event event) {
    return event.getText(WiredJob.AIR.field("station").slot()) + "@" + event.timestamp();
  }

  private static String place(Alert alert) {
    return alert.key().get("station") + "@" + alert.timestamp();
  }
}
