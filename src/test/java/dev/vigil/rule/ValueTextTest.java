package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {
  @ParameterizedTest
  @CsvSource({
    "80, 80",
    "3.3333333333333335, 3.33333",
    "0.1, 0.1",
    "-0.0, 0",
    "0.000001234567, 0.00000123457",
    "123456.7, 123457",
    "101325.44, 101325",
    "999999.5, 1000000",
    "1234567, 1234567",
    "-1234567.8, -1234568",
    "9007199254740991, 9007199254740991",
    "1e20, 100000000000000000000",
    "NaN, ?",
    "-Infinity, ?",
  })
  void of_aDouble_roundsOnlyAfterThePoint(double number, String text) {
    assertThat(ValueText.of(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT24H0.5S, 1d500ms",
    "PT1H30M, 1h30m",
    "PT-90S, -1m30s",
    "PT0S, 0s",
  })
  void of_aDuration_isAsRulesWriteIt(Duration duration, String text) {
    assertThat(ValueText.of(duration)).isEqualTo(text);
  }
}
