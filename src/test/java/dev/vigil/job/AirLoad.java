package dev.vigil.job;

import static dev.vigil.job.WiredJob.reading;

import dev.vigil.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The same 12,000 readings every time, with spikes, drops and disorder. */
final class AirLoad {
  static final int STATIONS = 24;
  static final int STEPS = 500;

  /** Milliseconds between two readings of a station. */
  static final long STEP = 10_000;

  /** A reading is at most this much older than any before it, milliseconds. */
  static final long DISORDER = 25_000;

  private AirLoad() {}

  /**
   * Readings in the order they come in: a walk for each station. The arrival of each is a watermark
   * that holds after it.
   */
  static List<Event> readings() {
    Random random = new Random(20_26);
    Map<Event, Long> arrival = new HashMap<>();
    List<Event> load = new ArrayList<>();
    double[] pm25 = new double[STATIONS];
    for (int step = 1; step <= STEPS; step++) {
      for (int station = 0; station < STATIONS; station++) {
        double level = pm25[station] + random.nextGaussian() * 25;
        pm25[station] = Math.max(0, Math.min(120, random.nextInt(10) == 0 ? 10 : level + 5));
        Event event = reading("s" + station, step * STEP, pm25[station], load.size());
        arrival.put(event, step * STEP + random.nextLong(DISORDER));
        load.add(event);
      }
    }
    load.sort(Comparator.comparing(arrival::get));
    for (Event event : load) {
      event.arrivedAt(arrival.get(event) - DISORDER);
    }
    return load;
  }
}
