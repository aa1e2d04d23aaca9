package dev.vigil.rule;

import dev.vigil.event.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a value reads in a message: numbers to six significant digits, and to all digits before the
 * point, without trailing zeros; durations as rules write them.
 */
final class ValueText {
  private static final int DIGITS = 6;

  /** A double has no more. */
  private static final int MOST_DIGITS = 17;

  private ValueText() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "?";
    }
    if (value instanceof Double number) {
      if (number.isNaN() || number.isInfinite()) {
        return "?";
      }
      return of(new BigDecimal(number));
    }
    if (value instanceof Duration duration) {
      return (duration.isNegative() ? "-" : "") + Durations.format(duration.abs().toMillis());
    }
    return value.toString();
  }

  private static String of(BigDecimal number) {
    int whole = Math.min(number.precision() - number.scale(), MOST_DIGITS);
    BigDecimal rounded =
        number.round(new MathContext(Math.max(DIGITS, whole), RoundingMode.HALF_EVEN));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
