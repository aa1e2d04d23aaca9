package dev.vigil.bench.study;

import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.contrib.streaming.state.RocksDBConfigurableOptions;

/** Where Flink keeps state, and how it checkpoints it. */
enum Storage {
  HEAP("hashmap", false),
  ROCKSDB_FULL("rocksdb", false),
  ROCKSDB_INCREMENTAL("rocksdb", true);

  static final List<Storage> ALL = List.of(values());

  private final String backend;
  private final boolean incremental;

  Storage(String backend, boolean incremental) {
    this.backend = backend;
    this.incremental = incremental;
  }

  void configure(Configuration configuration) {
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, incremental);
    configuration.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true); // as in production
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
