package dev.vigil.bench.suite;

import dev.vigil.bench.figure.Figure;
import java.util.Locale;

/**
 * How long a suite may measure.
 *
 * @param seconds that one measurement should last
 * @param rounds measurements of each figure, of which the median counts
 * @param extent how far a suite goes: how many keys, rules, intervals
 */
public record Budget(double seconds, int rounds, Extent extent) {
  /** Shows in seconds that a suite works; its figures say nothing. */
  public static final Budget TINY = new Budget(0.1, 1, Extent.TINY);

  /** A suite takes minutes. */
  public static final Budget QUICK = new Budget(1.5, 1, Extent.QUICK);

  /** For figures that are published. */
  public static final Budget FULL = new Budget(8, 5, Extent.FULL);

  public Budget {
    if (!(seconds > 0) || rounds < 1) {
      throw new IllegalArgumentException("seconds and rounds must be above 0");
    }
  }

  /** These settings in words. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%s: %s s a measurement, median of %d",
        extent.name().toLowerCase(Locale.ROOT),
        Figure.text(seconds),
        rounds);
  }

  /** How far a suite goes. */
  public enum Extent {
    TINY,
    QUICK,
    FULL;

    /** The one that is for this extent. */
    public <T> T choose(T tiny, T quick, T full) {
      return switch (this) {
        case TINY -> tiny;
        case QUICK -> quick;
        case FULL -> full;
      };
    }
  }
}
