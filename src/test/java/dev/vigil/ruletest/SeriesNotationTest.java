package dev.vigil.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.ruletest.SeriesNotation.Malformed;
import dev.vigil.ruletest.SeriesNotation.Sample;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The notation of promtool's unit tests; its own documentation's examples first. */
class SeriesNotationTest {
  private static String show(List<Sample> samples) {
    return samples.stream().map(SeriesNotationTest::show).collect(Collectors.joining(" "));
  }

  private static String show(Sample sample) {
    return sample.value().isPresent()
        ? String.valueOf(sample.value().getAsDouble())
        : sample.sent() ? "NaN" : "_";
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "-2+4x3, -2.0 2.0 6.0 10.0",
        "1-2x4, 1.0 -1.0 -3.0 -5.0 -7.0",
        "1x4, 1.0 1.0 1.0 1.0 1.0",
        "1 _x3 1, 1.0 _ _ _ 1.0",
        "_ _x0 _x1, _ _",
        "80x0, 80.0",
        "0.1+0.1x2, 0.1 0.2 0.3",
        "1e-3x1, 0.001 0.001",
        "1e2-5e1x2, 100.0 50.0 0.0",
        ".5 5. +3 -0.25, 0.5 5.0 3.0 -0.25",
        "NaN NaNx1, NaN NaN NaN",
        "\"  7   8  \", 7.0 8.0",
        "\"\", \"\""
      })
  void notation_isWhatPromtoolReads(String text, String samples) throws Malformed {
    assertThat(show(SeriesNotation.parse(text))).isEqualTo(samples);
  }

  @ParameterizedTest
  @CsvSource({
    "80y, 2",
    "80 x3, 3",
    "80+, 3",
    "80+5, 4",
    "80x-1, 3",
    "80x1.5, 4",
    "_3, 1",
    "_x, 2",
    "Inf, 0",
    "-_, 1",
    "80x99999999999, 12",
    "1e400, 0",
    "nan, 0",
    "1 --2, 3"
  })
  void whatIsNotInIt_isSaidWhereItIs(String text, int at) {
    assertThatThrownBy(() -> SeriesNotation.parse(text))
        .isInstanceOfSatisfying(Malformed.class, found -> assertThat(found.at()).isEqualTo(at));
  }

  @Property
  void ramp_isAsLongAndEndsAsItSays(
      @ForAll @IntRange(min = -1_000, max = 1_000) int from,
      @ForAll @IntRange(max = 100) int step,
      @ForAll boolean down,
      @ForAll @IntRange(max = 1_000) int times)
      throws Malformed {
    List<Sample> samples = SeriesNotation.parse(from + (down ? "-" : "+") + step + "x" + times);
    assertThat(samples).hasSize(times + 1);
    assertThat(samples.get(0).value()).hasValue(from);
    assertThat(samples.get(times).value()).hasValue(from + (down ? -1.0 : 1.0) * step * times);
  }
}
