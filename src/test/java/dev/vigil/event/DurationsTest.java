package dev.vigil.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "250ms,250",
    "90s,90000",
    "10m,600000",
    "24h,86400000",
    "7d,604800000",
    "2w,1209600000",
    "1h30m,5400000",
    "1s250ms,1250",
    "0s,0"
  })
  void gives_the_milliseconds_of_each_unit_and_of_sums(String text, long millis) {
    assertThat(Durations.parse(text)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "m",
        "10 m",
        "10x",
        "-5m",
        "1.5h",
        "30m1h",
        "5m5m",
        "10M",
        "1h30",
        "٣m",
        "9223372036854775807s",
        "99999999999999999999ms",
        "1hour",
        "PT1H"
      })
  void is_empty_for_what_is_no_duration(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Property
  void reads_what_it_formats(@ForAll @LongRange(min = 0, max = 1L << 58) long millis) {
    assertThat(Durations.parse(Durations.format(millis))).hasValue(millis);
  }

  @Test
  void formats_the_shortest_sum() {
    assertThat(Durations.format(5_400_000)).isEqualTo("1h30m");
    assertThat(Durations.format(604_800_000)).isEqualTo("1w");
    assertThat(Durations.format(0)).isEqualTo("0s");
    assertThatThrownBy(() -> Durations.format(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
