package dev.vigil.cli;

/** How much the libraries log. */
final class Logging {
  /** Read by the log's configuration when the first logger is made. */
  private static final String LEVEL = "vigil.log.level";

  private Logging() {}

  /** Errors only, unless the user asked for a level. */
  static void errorsOnly() {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, "error");
    }
  }
}
