package dev.vigil.job;

import dev.vigil.conf.Conf;
import dev.vigil.match.Matching;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * Flink's configuration for the job: what must be so, what is so by default, and what conf says.
 */
final class JobSettings {
  /** Changing it breaks savepoints. */
  private static final String MAX_PARALLELISM = "128";

  /** Where the cluster is: it and its client know, and conf may be another machine's. */
  private static final List<String> ADDRESSES =
      List.of("rest.", "jobmanager.rpc.", "high-availability.");

  private JobSettings() {}

  /**
   * The configuration of a job.
   *
   * @param given what the cluster or the process has; it comes before the defaults
   */
  static Configuration of(Conf conf, Configuration given) {
    Configuration all = new Configuration();
    defaults().forEach(all::setString);
    all.addAll(given);
    conf.flink().forEach(all::setString);
    Conf.FLINK_REQUIRED.forEach(all::setString);
    return all;
  }

  /**
   * The configuration of a job that is submitted to a cluster.
   *
   * @param given what the cluster's client has; where the cluster is, it alone says
   */
  static Configuration onCluster(Conf conf, Configuration given) {
    Configuration all = of(conf, given);
    given
        .toMap()
        .forEach(
            (key, value) -> {
              if (ADDRESSES.stream().anyMatch(key::startsWith)) {
                all.setString(key, value);
              }
            });
    return all;
  }

  static Map<String, String> defaults() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("pipeline.name", "vigil");
    all.put("pipeline.max-parallelism", MAX_PARALLELISM);
    all.put("pipeline.auto-watermark-interval", Matching.WATERMARK_INTERVAL.toMillis() + " ms");
    all.put("state.backend.type", "rocksdb");
    all.put("state.backend.rocksdb.use-bloom-filter", "true");
    all.put("execution.checkpointing.incremental", "true");
    all.put("execution.checkpointing.interval", "10s");
    all.put("execution.checkpointing.timeout", "4m");
    all.put("execution.checkpointing.tolerable-failed-checkpoints", "10");
    all.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    all.put("restart-strategy.type", "exponential-delay");
    return all;
  }
}
