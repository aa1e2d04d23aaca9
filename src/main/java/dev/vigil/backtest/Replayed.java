package dev.vigil.backtest;

import dev.vigil.io.format.Reason;
import java.util.Map;
import java.util.Optional;

/**
 * What a replay was about.
 *
 * @param readings read in all; evaluated and dead letters add up to them
 * @param dead dead letters by reason
 * @param firstDead the first of them: its reason and what was wrong
 * @param first event time of the first reading evaluated, epoch milliseconds
 * @param last event time of the last reading evaluated; below {@code first} where there was none
 * @param seconds from the first byte read to the end of the last task
 */
public record Replayed(
    long readings,
    long evaluated,
    Map<Reason, Long> dead,
    Optional<String> firstDead,
    long first,
    long last,
    double seconds) {
  public Replayed {
    dead = Map.copyOf(dead);
  }

  public long deadLetters() {
    return dead.values().stream().mapToLong(Long::longValue).sum();
  }

  public double rate() {
    return readings / seconds;
  }

  /** Milliseconds of history; 0 where there was no reading. */
  public long span() {
    return Math.max(0, last - first);
  }
}
