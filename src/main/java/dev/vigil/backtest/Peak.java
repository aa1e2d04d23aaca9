package dev.vigil.backtest;

import dev.vigil.match.Observation.Size;
import java.util.HashMap;
import java.util.Map;

/** The most that the matcher kept at any watermark, each subtask as it was when it last spoke. */
public final class Peak {
  private final Map<Integer, Size> now = new HashMap<>();
  private long keys;
  private long open;
  private long buffered;

  void add(Size size) {
    now.put(size.subtask(), size);
    long allKeys = 0;
    long allOpen = 0;
    long allBuffered = 0;
    for (Size each : now.values()) {
      allKeys += each.keys();
      allOpen += each.open();
      allBuffered += each.buffered();
    }
    keys = Math.max(keys, allKeys);
    open = Math.max(open, allOpen);
    buffered = Math.max(buffered, allBuffered);
  }

  /** Keys of which anything was kept. */
  public long keys() {
    return keys;
  }

  /** Rules and keys that had something open. */
  public long open() {
    return open;
  }

  /** Readings that waited for the watermark. */
  public long buffered() {
    return buffered;
  }
}
