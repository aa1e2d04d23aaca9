package dev.vigil.bench.match;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Counts the matches and adds up their hashes, so that two engines' matches can be compared however
 * they are ordered. Stops the run's clock when its input has ended.
 */
final class Tally extends RichMapFunction<Long, Long> {
  static final String MATCHES = "matches";
  static final String DIGEST = "digest";

  private final String run;
  private final LongCounter matches = new LongCounter();
  private final LongCounter digest = new LongCounter();

  Tally(String run) {
    this.run = run;
  }

  /** A match of a rule: when it began and when it was complete. */
  static long hash(String rule, String station, long start, long at) {
    long hash = rule.hashCode() * 31L + station.hashCode();
    hash = (hash * 0x9E3779B97F4A7C15L) ^ start;
    hash = (hash * 0xBF58476D1CE4E5B9L) ^ at;
    return (hash * 0x94D049BB133111EBL) ^ (hash >>> 29);
  }

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(MATCHES, matches);
    getRuntimeContext().addAccumulator(DIGEST, digest);
  }

  @Override
  public Long map(Long hash) {
    matches.add(1);
    digest.add(hash);
    return hash;
  }

  @Override
  public void close() {
    RunClock.ended(run);
  }
}
