package dev.vigil.rule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How a value reads in a message: numbers to six significant digits, no trailing zeros. */
final class ValueText {
  private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private ValueText() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "?";
    }
    if (value instanceof Double number) {
      if (number.isNaN() || number.isInfinite()) {
        return "?";
      }
      BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
      return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
    return value.toString();
  }
}
