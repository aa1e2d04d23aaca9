package dev.vigil.alert;

import java.util.List;
import java.util.Map;

/**
 * What one stage of a match took.
 *
 * @param stage the stage's name
 * @param count how many readings it took
 * @param first time of the first, epoch milliseconds
 * @param last time of the last, epoch milliseconds
 * @param readings the first and last of them, at most {@link #READINGS} in all; fewer than {@code
 *     count} where it was cut
 */
public record MatchedStage(
    String stage, int count, long first, long last, List<MatchedReading> readings) {
  /** Most readings shown of one stage. */
  public static final int READINGS = 20;

  public MatchedStage {
    readings = List.copyOf(readings);
  }

  /**
   * A reading as an alert shows it.
   *
   * @param timestamp event time, epoch milliseconds
   * @param origin where it was read: {@code air-readings-0@1234}
   * @param values its fields, without places: Double, Long, Boolean or String
   */
  public record MatchedReading(long timestamp, String origin, Map<String, Object> values) {}
}
