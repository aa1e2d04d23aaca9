package dev.vigil.bench.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
  private final Rate rate = new Rate(1_000, 1 / 3.0);

  @Test
  void rate_is_that_between_the_cold_part_and_the_last_count_before_the_end() {
    count(0, 0);
    count(100, 5);
    count(400, 7);
    count(800, 9);
    count(1_000, 20); // it was done some time before it said so
    assertThat(rate.perSecond()).isCloseTo(200, within(0.001));
  }

  @Test
  void rate_of_two_counts_is_that_between_them() {
    count(0, 1);
    count(1_000, 3);
    assertThat(rate.perSecond()).isCloseTo(500, within(0.001));
  }

  @Test
  void rate_of_a_run_that_is_over_at_once_includes_its_end() {
    count(0, 1);
    count(10, 2);
    count(1_000, 3);
    assertThat(rate.perSecond()).isCloseTo(990, within(0.001));
  }

  @Test
  void rate_of_counts_that_came_late_is_not_that_between_the_last_two() {
    count(0, 1);
    count(960, 3);
    count(970, 4);
    count(1_000, 9);
    assertThat(rate.perSecond()).isCloseTo(970 / 3.0, within(0.001));
  }

  @Test
  void rate_is_of_the_warm_part_alone_however_short_that_is() {
    Rate longCold = new Rate(1_000, 3 / 4.0);
    long[] readings = {0, 400, 750, 900, 980, 1_000};
    for (int i = 0; i < readings.length; i++) {
      longCold.take(new Running.Count(readings[i], (long) i * i * 1_000_000_000L));
    }
    assertThat(longCold.perSecond()).isCloseTo((980 - 750) / 12.0, within(0.001));
  }

  @Test
  void rate_of_one_count_is_refused() {
    count(1_000, 3);
    assertThatThrownBy(rate::perSecond).isInstanceOf(IllegalStateException.class);
  }

  private void count(long readings, long seconds) {
    rate.take(new Running.Count(readings, seconds * 1_000_000_000L));
  }
}
