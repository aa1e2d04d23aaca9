package dev.vigil.io.generator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes records as stations would send them: a daily cycle, spikes followed by drops, smog for
 * hours, silence, disorder within the bound, a few readings beyond it, and a few broken records.
 *
 * <p>Records are delivered in slots, one for each station and step in turn. What a slot delivers
 * depends on its number alone, so a generator can go on anywhere.
 */
public final class AirQualityGenerator {
  private static final long DELAY = 11;
  private static final long LATENESS = 12;
  private static final long BROKEN = 13;
  private static final long JITTER = 14;
  private static final double DISORDERED = 0.05;
  private static final int LATE_BY = 3;
  private static final Generated.Kind[] BREAKAGES = {
    Generated.Kind.TRUNCATED,
    Generated.Kind.NOT_JSON,
    Generated.Kind.WRONG_TYPE,
    Generated.Kind.NO_STATION,
    Generated.Kind.NO_TIME,
    Generated.Kind.EMPTY
  };

  private final AirQuality setting;
  private final Weather weather;
  private final long step;
  private final long disorder;
  private final int withinBound;
  private final String[] names;
  private final String[] places;

  public AirQualityGenerator(AirQuality setting) {
    this.setting = setting;
    weather = new Weather(setting);
    step = setting.step().toMillis();
    disorder = setting.disorder().toMillis();
    withinBound = (int) Math.min(disorder / step, 6);
    names = new String[setting.stations()];
    places = new String[setting.stations()];
    for (int i = 0; i < names.length; i++) {
      names[i] = String.format(Locale.ROOT, "station-%03d", i + 1);
      places[i] =
          String.format(
              Locale.ROOT,
              "{\"lat\":%.4f,\"lon\":%.4f}",
              weather.latitude(i),
              weather.longitude(i));
    }
  }

  /** What is delivered in a slot, counted from 0; often one record, sometimes none or several. */
  public List<Generated> at(long slot) {
    int station = (int) (slot % names.length);
    long now = slot / names.length;
    List<Generated> delivered = new ArrayList<>(1);
    deliver(station, now, longestDelay(), delivered);
    for (int delay = withinBound; delay >= 0; delay--) {
      deliver(station, now, delay, delivered);
    }
    return delivered;
  }

  private void deliver(int station, long now, int delay, List<Generated> to) {
    long tick = now - delay;
    if (tick >= 0
        && delay(station, tick) == delay
        && weather.episode(station, tick) != Weather.Episode.GAP) {
      to.add(record(station, tick, delay));
    }
  }

  private int longestDelay() {
    return (int) ((disorder + step - 1) / step) + LATE_BY;
  }

  /** Steps by which a reading comes late: none for most. */
  private int delay(int station, long tick) {
    if (Noise.unit(setting.seed(), LATENESS, station, tick) < setting.late()) {
      return longestDelay();
    }
    double dice = Noise.unit(setting.seed(), DELAY, station, tick);
    return withinBound > 0 && dice < DISORDERED ? 1 + (int) (dice / DISORDERED * withinBound) : 0;
  }

  private Generated record(int station, long tick, int delay) {
    long phase = station * step / names.length;
    long jitter = delay == 0 ? jitter(station, tick) : 0;
    long timestamp = setting.start() + tick * step + phase - jitter;
    double dice = Noise.unit(setting.seed(), BROKEN, station, tick);
    if (dice < setting.malformed()) {
      int which = (int) (dice / setting.malformed() * BREAKAGES.length);
      return broken(BREAKAGES[which], station, tick, timestamp);
    }
    Generated.Kind kind =
        delay == longestDelay()
            ? Generated.Kind.LATE
            : delay > 0 || jitter > 0 ? Generated.Kind.DISORDERED : Generated.Kind.GOOD;
    return new Generated(names[station], timestamp, kind, json(station, tick, timestamp, kind));
  }

  /** Milliseconds by which a few readings are older than their place in line says. */
  private long jitter(int station, long tick) {
    double dice = Noise.unit(setting.seed(), JITTER, station, tick);
    long most = Math.min(disorder, step - 1);
    return dice < DISORDERED ? (long) (dice / DISORDERED * (most + 1)) : 0;
  }

  private Generated broken(Generated.Kind kind, int station, long tick, long timestamp) {
    String json = json(station, tick, timestamp, kind);
    String value =
        switch (kind) {
          case TRUNCATED -> json.substring(0, json.length() / 2);
          case NOT_JSON -> "ERR sensor bus timeout " + names[station];
          case EMPTY -> "";
          default -> json;
        };
    return new Generated(names[station], timestamp, kind, value);
  }

  private String json(int station, long tick, long timestamp, Generated.Kind kind) {
    StringBuilder json = new StringBuilder(200).append('{');
    if (kind != Generated.Kind.NO_STATION) {
      json.append("\"station\":\"").append(names[station]).append("\",");
    }
    if (kind != Generated.Kind.NO_TIME) {
      json.append("\"ts\":\"").append(Instant.ofEpochMilli(timestamp)).append("\",");
    }
    if (kind == Generated.Kind.WRONG_TYPE) {
      json.append("\"pm25\":\"offline\"");
    } else {
      number(json, "\"pm25\":", weather.pm25(station, tick));
    }
    number(json, ",\"pm10\":", weather.pm10(station, tick));
    number(json, ",\"o3\":", weather.o3(station, tick));
    number(json, ",\"temperature\":", weather.temperature(station, tick));
    number(json, ",\"humidity\":", weather.humidity(station, tick));
    return json.append(",\"location\":").append(places[station]).append('}').toString();
  }

  /** One decimal, as devices send it. */
  private static void number(StringBuilder json, String name, double value) {
    long tenths = Math.round(value * 10);
    json.append(name);
    if (tenths < 0) {
      json.append('-');
    }
    json.append(Math.abs(tenths) / 10).append('.').append(Math.abs(tenths) % 10);
  }
}
