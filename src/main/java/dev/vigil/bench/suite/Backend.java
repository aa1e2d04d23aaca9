package dev.vigil.bench.suite;

import java.util.List;
import java.util.Locale;

/** Where Flink keeps state. */
public enum Backend {
  HEAP("hashmap"),
  ROCKSDB("rocksdb");

  public static final List<Backend> ALL = List.of(values());

  private final String flinkName;

  Backend(String flinkName) {
    this.flinkName = flinkName;
  }

  /** Its name in Flink's configuration. */
  public String flinkName() {
    return flinkName;
  }

  /** Its name in tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
