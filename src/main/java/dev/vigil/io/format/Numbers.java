package dev.vigil.io.format;

/** Numbers written as text. */
final class Numbers {
  private Numbers() {}

  /**
   * A decimal number, or NaN for {@code nan} in any case.
   *
   * @throws NumberFormatException for anything else, also what Java takes: {@code 1f}, {@code
   *     0x1p3}, {@code Infinity}
   */
  static double decimal(String text) {
    if (text.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        throw new NumberFormatException(text);
      }
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new NumberFormatException(text);
    }
    return value;
  }
}
