package dev.vigil.bench.match;

import dev.vigil.bench.figure.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Contestants measured in turns, round by round, each on as many readings as it can take in the
 * time.
 */
final class Contest<C> {
  private final Map<C, List<Measured>> rounds = new LinkedHashMap<>();

  /** Sends so many readings through a contestant. */
  @FunctionalInterface
  interface Runner<C> {
    Measured run(C contestant, long readings) throws Exception;
  }

  /**
   * How long to measure.
   *
   * @param fewest readings of a measurement, however long it takes
   * @param seconds that a measurement should last
   */
  record Length(long fewest, double seconds) {}

  private Contest() {}

  /**
   * Measures all of them; the first round finds how many readings each can take.
   *
   * @throws IllegalStateException if the same readings had other matches in another round
   */
  static <C> Contest<C> hold(List<C> contestants, Length length, int rounds, Runner<C> runner)
      throws Exception {
    Contest<C> contest = new Contest<>();
    for (int round = 0; round < rounds; round++) {
      for (C contestant : contestants) {
        Measured measured =
            round == 0
                ? longEnough(contestant, length, runner)
                : runner.run(contestant, contest.first(contestant).readings());
        contest.add(contestant, measured);
      }
    }
    return contest;
  }

  private void add(C contestant, Measured measured) {
    List<Measured> all = rounds.computeIfAbsent(contestant, unused -> new ArrayList<>());
    if (!all.isEmpty() && !all.get(0).sameMatches(measured)) {
      throw new IllegalStateException(
          contestant + " had other matches: " + all.get(0) + ", then " + measured);
    }
    all.add(measured);
  }

  /** A run that lasts long enough, after shorter ones that find its length and warm it up. */
  private static <C> Measured longEnough(C contestant, Length length, Runner<C> runner)
      throws Exception {
    Measured trial = runner.run(contestant, length.fewest());
    // The first run is cold: a figure only of what is too slow for another.
    boolean cold = trial.seconds() < length.seconds() * 3;
    while (cold || trial.seconds() < length.seconds() * 0.7) {
      cold = false;
      trial = runner.run(contestant, next(trial, length));
    }
    return trial;
  }

  private static long next(Measured trial, Length length) {
    long wanted = Math.round(trial.rate() * length.seconds());
    if (trial.seconds() >= length.seconds() * 0.7) {
      return Math.max(length.fewest(), Math.min(wanted, trial.readings()));
    }
    return Math.max(trial.readings() * 2, Math.min(wanted, trial.readings() * 50));
  }

  /** The contestant's first measurement. */
  Measured first(C contestant) {
    return all(contestant).get(0);
  }

  /** Readings a second: the median of the rounds. */
  double rate(C contestant) {
    return Median.of(all(contestant).stream().map(Measured::rate).toList());
  }

  private List<Measured> all(C contestant) {
    return Objects.requireNonNull(rounds.get(contestant));
  }
}
