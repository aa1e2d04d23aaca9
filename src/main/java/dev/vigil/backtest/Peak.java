package dev.vigil.backtest;

import dev.vigil.match.Observation.Size;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The most that the matcher kept at any watermark, each subtask as it was when it last spoke. */
public final class Peak {
  private final Map<Integer, Size> now = new HashMap<>();
  private long keys;
  private long open;
  private long buffered;

  void add(Size size) {
    now.put(size.subtask(), size);
    keys = Math.max(keys, sum(Size::keys));
    open = Math.max(open, sum(Size::open));
    buffered = Math.max(buffered, sum(Size::buffered));
  }

  private long sum(ToLongFunction<Size> part) {
    return now.values().stream().mapToLong(part).sum();
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
