package dev.vigil.io.generator;

import java.time.Duration;

/**
 * What a station measures: a daily cycle with noise, and episodes in it. Every value depends only
 * on the seed, the station and the time step.
 */
final class Weather {
  private static final double DAY = Duration.ofDays(1).toMillis();

  /** Steps in which at most one episode begins. */
  private static final int EPISODE_SLOT = 180;

  private static final int SPIKE_STEPS = 4;
  private static final int DROP_STEPS = 6;
  private static final int SMOG_STEPS = 120;
  private static final int GAP_STEPS = 90;
  private static final long EPISODES = 1;
  private static final long NOISE = 2;
  private static final long CLIMATE = 3;

  private final AirQuality setting;

  Weather(AirQuality setting) {
    this.setting = setting;
  }

  /** What goes on at a station at a step. */
  enum Episode {
    NONE,
    /** Far above what was before. */
    SPIKE,
    /** Far below what was before, right after a spike. */
    DROP,
    /** High for long. */
    SMOG,
    /** Nothing is sent. */
    GAP
  }

  Episode episode(int station, long tick) {
    long slot = Math.floorDiv(tick, EPISODE_SLOT);
    double dice = Noise.unit(setting.seed(), EPISODES, station, slot);
    long at = tick - slot * EPISODE_SLOT;
    if (dice < 0.06) {
      return at < 40 || at >= 40 + SPIKE_STEPS + DROP_STEPS
          ? Episode.NONE
          : at < 40 + SPIKE_STEPS ? Episode.SPIKE : Episode.DROP;
    }
    if (dice < 0.09) {
      return at >= 30 && at < 30 + SMOG_STEPS ? Episode.SMOG : Episode.NONE;
    }
    if (dice < 0.10) {
      return at >= 60 && at < 60 + GAP_STEPS ? Episode.GAP : Episode.NONE;
    }
    return Episode.NONE;
  }

  /** PM2.5, µg/m³. */
  double pm25(int station, long tick) {
    double usual = 8 + 10 * climate(station) + 5 * daily(tick, 8);
    double noisy = usual * (0.9 + 0.2 * noise(station, tick, 0));
    return switch (episode(station, tick)) {
      case SPIKE -> noisy * 6 + 60;
      case DROP -> noisy * 0.3;
      case SMOG -> noisy + 110;
      case NONE, GAP -> noisy;
    };
  }

  /** PM10, µg/m³. */
  double pm10(int station, long tick) {
    return pm25(station, tick) * 1.6 + 6 * noise(station, tick, 1);
  }

  /** Ozone, µg/m³: highest in the afternoon. */
  double o3(int station, long tick) {
    return Math.max(0, 60 + 40 * daily(tick, 15) + 10 * (noise(station, tick, 2) - 0.5));
  }

  /** Temperature, °C. */
  double temperature(int station, long tick) {
    return 12 + 6 * climate(station) + 7 * daily(tick, 15) + noise(station, tick, 3) - 0.5;
  }

  /** Relative humidity, percent. */
  double humidity(int station, long tick) {
    return 60 - 20 * daily(tick, 15) + 6 * (noise(station, tick, 4) - 0.5);
  }

  double latitude(int station) {
    return 39.6 + 0.8 * Noise.unit(setting.seed(), CLIMATE, station, 1);
  }

  double longitude(int station) {
    return 116 + 0.9 * Noise.unit(setting.seed(), CLIMATE, station, 2);
  }

  /** The daily cycle, −1 to 1, highest at an hour of the day in UTC. */
  private double daily(long tick, double peakHour) {
    double millis = setting.start() + (double) tick * setting.step().toMillis();
    return Math.cos(2 * Math.PI * (millis / DAY - peakHour / 24));
  }

  private double climate(int station) {
    return Noise.unit(setting.seed(), CLIMATE, station, 0);
  }

  private double noise(int station, long tick, int what) {
    return Noise.unit(setting.seed() + what, NOISE, station, tick);
  }
}
