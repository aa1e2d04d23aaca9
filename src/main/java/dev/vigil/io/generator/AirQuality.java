package dev.vigil.io.generator;

import java.io.Serializable;
import java.time.Duration;

/**
 * What an {@link AirQualityGenerator} makes.
 *
 * @param seed the same seed and settings give the same records
 * @param stations how many there are, each with its place
 * @param start time of the first reading, epoch milliseconds
 * @param step event time between two readings of a station
 * @param disorder how late a reading within the bound may come
 * @param malformed share of records that are broken in some way, 0 to 1
 * @param late share of readings that come later than {@code disorder}, 0 to 1
 */
public record AirQuality(
    long seed,
    int stations,
    long start,
    Duration step,
    Duration disorder,
    double malformed,
    double late)
    implements Serializable {
  public AirQuality {
    if (stations < 1 || step.toMillis() < 1 || disorder.isNegative()) {
      throw new IllegalArgumentException("stations and step must be positive");
    }
  }

  /** Twenty stations, one reading each in ten seconds, from {@code start} on. */
  public static AirQuality from(long start) {
    return new AirQuality(
        1, 20, start, Duration.ofSeconds(10), Duration.ofSeconds(5), 0.002, 0.001);
  }

  /** How much faster than the wall clock event time goes at that many records a second. */
  public double speedUp(double recordsPerSecond) {
    return recordsPerSecond * step.toMillis() / 1000.0 / stations;
  }
}
