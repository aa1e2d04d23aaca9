package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** An alert says when the reading that it waited for was read, and nothing where it was time. */
class ArrivalTest {
  private static final long MINUTE = 60_000;

  /** A reading of each value a minute, read half a second after its time; then an hour passes. */
  private static List<String> told(String rule, double... values) throws Exception {
    try (MatchHarness match =
        new MatchHarness(
            MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of(), WrittenRule.of(rule))) {
      for (int i = 0; i < values.length; i++) {
        match.send(HandMade.event("A", i * MINUTE, values[i], i).arrivedAt(i * MINUTE + 500));
      }
      match.watermark((values.length + 60) * MINUTE);
      return match.alerts().stream().map(ArrivalTest::words).toList();
    }
  }

  private static String words(Alert alert) {
    return alert.status() + " " + alert.arrival();
  }

  @Test
  void readingThatCompletesAMatch_orCloses_isWaitedFor() throws Exception {
    assertThat(told("rule: r\nwhen: pm25 > 75\n", 10, 80, 10))
        .containsExactly("firing 60500", "resolved 120500");
  }

  @Test
  void silence_isNoReading() throws Exception {
    assertThat(told("rule: r\nabsent: {for: 15m}\n", 10)).containsExactly("firing 0");
    assertThat(told("rule: r\nwhen: pm25 > 75\nmax_gap: 5m\n", 80))
        .containsExactly("firing 500", "resolved 0");
  }

  @Test
  void matchThatTimeCompletes_waitedForNoReading() throws Exception {
    String spike = "rule: r\nsequence:\n  - {begin: up, where: pm25 > 75}\n";
    String relief = "_followed_by: down, where: pm25 < 20}\nwithin: 5m\n";
    assertThat(told(spike + "  - {not" + relief, 80)).containsExactly("matched 0");
    assertThat(told(spike + "  - {" + relief.substring(1) + "on_timeout: alert\n", 80))
        .containsExactly("matched 0");
  }

  @Test
  void alertThatRealertHeldBack_saysWhatItWasToldBy() throws Exception {
    String high = "rule: r\nwhen: pm25 > 75\nrealert: ";
    assertThat(told(high + "3m\n", 80, 10, 80, 80, 80))
        .as("by time, before the reading of the same")
        .containsExactly("firing 500", "resolved 60500", "firing 0");
    assertThat(told(high + "2m\n", 80, 10, 80))
        .as("by its reading, when the time is over")
        .containsExactly("firing 500", "resolved 60500", "firing 120500");
  }
}
