package dev.vigil.bench;

import dev.vigil.match.Matching;
import dev.vigil.rule.Catalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A Flink in this JVM that runs the benchmark's jobs one after the other. */
final class BenchCluster implements AutoCloseable {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  private final MiniCluster cluster;
  private final int parallelism;
  private final Path checkpoints;

  /**
   * Starts it.
   *
   * @param checkpoints directory for checkpoints, which every job makes once a second
   */
  BenchCluster(int parallelism, Path checkpoints) throws Exception {
    this.parallelism = parallelism;
    this.checkpoints = checkpoints;
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(256));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(256));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
    cluster.start();
  }

  /** Sends so many readings through an engine, and waits until all is done. */
  Measured run(Engine engine, Workload workload, Backend backend, int rules, long readings)
      throws Exception {
    String run = UUID.randomUUID().toString();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(backend));
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(CHECKPOINTS.toMillis());
    DataStream<dev.vigil.event.Event> source =
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    new WorkloadReadings(workload, run),
                    readings,
                    Matching.eventType(Catalog.of(workload.schema()))),
                WatermarkStrategy.<dev.vigil.event.Event>forMonotonousTimestamps()
                    .withTimestampAssigner((event, unused) -> event.timestamp()),
                "readings")
            .setParallelism(1);
    engine
        .matches(source, workload, rules)
        .map(new Tally(run))
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .setParallelism(1);
    JobExecutionResult result =
        cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
    long matches = result.<Long>getAccumulatorResult(Tally.MATCHES);
    long digest = result.<Long>getAccumulatorResult(Tally.DIGEST);
    return new Measured(readings, RunClock.seconds(run), matches, digest);
  }

  private Configuration configuration(Backend backend) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, backend.flinkName());
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    return configuration;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }

  /** Where Flink keeps state. */
  enum Backend {
    HEAP("hashmap"),
    ROCKSDB("rocksdb");

    static final List<Backend> ALL = List.of(values());

    private final String flinkName;

    Backend(String flinkName) {
      this.flinkName = flinkName;
    }

    String flinkName() {
      return flinkName;
    }

    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
