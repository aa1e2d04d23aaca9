package dev.vigil.bench.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void percentile_is_the_least_value_that_so_many_do_not_exceed() {
    List<Double> values =
        IntStream.rangeClosed(1, 200).mapToObj(value -> (double) (201 - value)).toList();
    Percentiles percentiles = Percentiles.of(values);
    assertThat(percentiles.at(50)).isEqualTo(100);
    assertThat(percentiles.at(99)).isEqualTo(198);
    assertThat(percentiles.at(100)).isEqualTo(200);
  }

  @Test
  void percentile_of_one_value_is_that_value() {
    assertThat(Percentiles.of(List.of(7.0)).at(99)).isEqualTo(7);
  }

  @Test
  void percentiles_of_nothing_are_refused() {
    assertThatThrownBy(() -> Percentiles.of(List.of())).isInstanceOf(IllegalStateException.class);
  }
}
