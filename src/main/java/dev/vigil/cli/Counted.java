package dev.vigil.cli;

/** How many of a thing, as a person says it: {@code 1 rule}, {@code 2 rules}. */
final class Counted {
  private Counted() {}

  static String of(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
