package dev.vigil.bench.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.bench.figure.Median;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {
  private final List<String> runs = new ArrayList<>();

  /** A contestant of so many readings a second, who takes a second to warm up. */
  private Measured run(int rate, long readings) {
    boolean cold = runs.stream().noneMatch(run -> run.startsWith(rate + ":"));
    runs.add(rate + ":" + readings);
    return new Measured(readings, readings / (double) rate + (cold ? 1 : 0), 0, 0);
  }

  @Test
  void contestants_takeTurns_eachWithItsOwnNumberOfReadings() throws Exception {
    Contest<Integer> contest =
        Contest.hold(List.of(1_000, 10), new Contest.Length(100, 3), 3, this::run);

    assertThat(contest.first(1_000).readings()).isEqualTo(3_000);
    assertThat(contest.first(10).readings()).isEqualTo(100);
    assertThat(contest.rate(1_000)).isEqualTo(1_000);
    assertThat(runs.subList(runs.size() - 4, runs.size()))
        .containsExactly("1000:3000", "10:100", "1000:3000", "10:100");
  }

  @Test
  void slowContestants_areNotRunTwice_beforeTheyAreMeasured() throws Exception {
    Contest.hold(List.of(10), new Contest.Length(100, 3), 1, this::run);

    assertThat(runs).containsExactly("10:100");
  }

  @Test
  void median_isTheMiddleOne_orTheMeanOfTheMiddleTwo() {
    assertThat(Median.of(List.of(9.0, 1.0, 4.0))).isEqualTo(4);
    assertThat(Median.of(List.of(9.0, 1.0, 4.0, 5.0))).isEqualTo(4.5);
    assertThatThrownBy(() -> Median.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
