package dev.vigil.io.format;

/** Says that a record or a reading cannot be had, and why. Cheap to throw: it has no stack. */
final class Refused extends Exception {
  private static final int SHOWN = 120;

  private final Reason reason;

  Refused(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** A value as a detail shows it: quoted, and cut where it is long. */
  static String quote(String value) {
    return value.length() <= SHOWN
        ? "'" + value + "'"
        : "'" + value.substring(0, SHOWN) + "…' (" + value.length() + " characters)";
  }
}
