package dev.vigil.rollup;

import dev.vigil.event.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Windows as their definition says, with every reading kept: nothing of Flink, and no sum that goes
 * along.
 */
final class NaiveWindows {
  private final WindowKind kind;
  private final long late;
  private final Map<String, List<Window>> windows = new HashMap<>();
  private long watermark = Long.MIN_VALUE;
  private int tooLate;

  /** A window of a key with all that it took. */
  static final class Window {
    final long start;
    final long end;
    final List<KeyedReading> readings = new ArrayList<>();

    Window(long start, long end) {
      this.start = start;
      this.end = end;
    }
  }

  NaiveWindows(WindowKind kind, long late) {
    this.kind = kind;
    this.late = late;
  }

  void watermark(long time) {
    watermark = Math.max(watermark, time);
  }

  /** Readings that no window took. */
  int tooLate() {
    return tooLate;
  }

  void add(KeyedReading reading) {
    List<Window> own = windows.computeIfAbsent(reading.key(), unused -> new ArrayList<>());
    long time = reading.event().timestamp();
    boolean taken;
    if (kind instanceof WindowKind.Tumbling tumbling) {
      long size = tumbling.size().toMillis();
      taken = put(own, Math.floorDiv(time, size) * size, size, reading);
    } else if (kind instanceof WindowKind.Sliding sliding) {
      long size = sliding.size().toMillis();
      long every = sliding.every().toMillis();
      taken = false;
      for (long start = Math.floorDiv(time, every) * every; start > time - size; start -= every) {
        taken |= put(own, start, size, reading);
      }
    } else {
      taken = putIntoSession(own, ((WindowKind.Session) kind).gap().toMillis(), reading);
    }
    tooLate += taken ? 0 : 1;
  }

  private boolean isOpen(long end) {
    return end - 1 + late > watermark;
  }

  private boolean put(List<Window> own, long start, long size, KeyedReading reading) {
    if (!isOpen(start + size)) {
      return false;
    }
    Window window = own.stream().filter(one -> one.start == start).findFirst().orElse(null);
    if (window == null) {
      window = new Window(start, start + size);
      own.add(window);
    }
    window.readings.add(reading);
    return true;
  }

  private boolean putIntoSession(List<Window> own, long gap, KeyedReading reading) {
    long start = reading.event().timestamp();
    long end = start + gap;
    if (!isOpen(end)) {
      return false;
    }
    List<Window> near = new ArrayList<>();
    for (Window window : own) {
      if (isOpen(window.end) && window.start < start + gap && start < window.end) {
        near.add(window);
      }
    }
    for (Window window : near) {
      start = Math.min(start, window.start);
      end = Math.max(end, window.end);
    }
    Window merged = new Window(start, end);
    near.forEach(window -> merged.readings.addAll(window.readings));
    merged.readings.add(reading);
    own.removeAll(near);
    own.add(merged);
    return true;
  }

  /** All windows by what names their results. */
  Map<String, Window> byId(Rollup rollup) {
    Map<String, Window> byId = new TreeMap<>();
    windows.forEach(
        (key, own) ->
            own.forEach(
                window -> {
                  Map<String, String> values = Keys.values(key);
                  byId.put(
                      new RollupResult(
                              rollup.name(),
                              values,
                              window.start,
                              window.end,
                              1,
                              false,
                              Totals.none(0))
                          .id(),
                      window);
                }));
    return byId;
  }
}
