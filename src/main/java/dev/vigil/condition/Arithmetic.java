package dev.vigil.condition;

/** Arithmetic as CEL defines it; an overflow of ints and a division by zero are unknown. */
final class Arithmetic {
  private static final long UNKNOWN = Code.OfLong.UNKNOWN;

  private Arithmetic() {}

  static Code.OfDouble doubles(char operator, Code.OfDouble left, Code.OfDouble right) {
    return switch (operator) {
      case '+' -> (r, s) -> left.value(r, s) + right.value(r, s);
      case '-' -> (r, s) -> left.value(r, s) - right.value(r, s);
      case '*' -> (r, s) -> left.value(r, s) * right.value(r, s);
      case '/' -> (r, s) -> divide(left.value(r, s), right.value(r, s));
      default -> throw new IllegalArgumentException("no operator of doubles: " + operator);
    };
  }

  static Code.OfLong longs(char operator, Code.OfLong left, Code.OfLong right) {
    return switch (operator) {
      case '+' -> (r, s) -> add(left.value(r, s), right.value(r, s));
      case '-' -> (r, s) -> subtract(left.value(r, s), right.value(r, s));
      case '*' -> (r, s) -> multiply(left.value(r, s), right.value(r, s));
      case '/' -> (r, s) -> divide(left.value(r, s), right.value(r, s));
      case '%' -> (r, s) -> remainder(left.value(r, s), right.value(r, s));
      default -> throw new IllegalArgumentException("no operator of ints: " + operator);
    };
  }

  static Code.OfLong negateLong(Code.OfLong code) {
    // −UNKNOWN overflows to UNKNOWN itself.
    return (r, s) -> -code.value(r, s);
  }

  static Code.OfDouble negateDouble(Code.OfDouble code) {
    return (r, s) -> -code.value(r, s);
  }

  static double divide(double a, double b) {
    return b == 0 ? Double.NaN : a / b;
  }

  static long add(long a, long b) {
    if (a == UNKNOWN || b == UNKNOWN) {
      return UNKNOWN;
    }
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? UNKNOWN : sum;
  }

  private static long subtract(long a, long b) {
    return b == UNKNOWN ? UNKNOWN : add(a, -b);
  }

  private static long multiply(long a, long b) {
    if (a == UNKNOWN || b == UNKNOWN) {
      return UNKNOWN;
    }
    long low = a * b;
    return Math.multiplyHigh(a, b) == low >> 63 ? low : UNKNOWN;
  }

  private static long divide(long a, long b) {
    return a == UNKNOWN || b == UNKNOWN || b == 0 ? UNKNOWN : a / b;
  }

  private static long remainder(long a, long b) {
    return a == UNKNOWN || b == UNKNOWN || b == 0 ? UNKNOWN : a % b;
  }
}
