package dev.vigil.bench.match;

import dev.vigil.bench.suite.Backend;
import dev.vigil.match.Matching;
import dev.vigil.rule.Catalog;
import dev.vigil.servers.LocalFlink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.contrib.streaming.state.RocksDBConfigurableOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A Flink in this JVM that runs the benchmark's jobs one after the other. */
final class BenchCluster implements AutoCloseable {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  /** What RocksDB has for its caches and for what it has not written yet. */
  static final int MANAGED_MIB = 512;

  private static final Duration POLL = Duration.ofMillis(5);

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
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(MANAGED_MIB));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(256));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(256));
    cluster = LocalFlink.cluster(parallelism, configuration);
    cluster.start();
  }

  /** Sends so many readings through an engine with so many rules, and waits until all is done. */
  Measured run(Engine engine, Workload workload, Backend backend, int rules, long count)
      throws Exception {
    return run(readings -> engine.matches(readings, workload, rules), workload, backend, count);
  }

  /** Sends so many readings through a job, and waits until all is done. */
  Measured run(Job job, Readings readings, Backend backend, long count) throws Exception {
    String run = UUID.randomUUID().toString();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(backend));
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(CHECKPOINTS.toMillis());
    DataStream<dev.vigil.event.Event> source =
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    new WorkloadReadings(readings, run),
                    count,
                    Matching.eventType(Catalog.of(readings.schema()))),
                WatermarkStrategy.<dev.vigil.event.Event>forMonotonousTimestamps()
                    .withTimestampAssigner((event, unused) -> event.timestamp()),
                "readings")
            .setParallelism(1);
    job.matches(source)
        .map(new Tally(run))
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .setParallelism(1);
    JobExecutionResult result = execute(environment.getStreamGraph().getJobGraph(), run);
    long matches = result.<Long>getAccumulatorResult(Tally.MATCHES);
    long digest = result.<Long>getAccumulatorResult(Tally.DIGEST);
    return new Measured(count, RunClock.seconds(run), matches, digest);
  }

  /** Runs a job whose readings begin when all of its tasks have opened, with their rules read. */
  private JobExecutionResult execute(JobGraph job, String run) throws Exception {
    cluster.submitJob(job).get();
    CompletableFuture<JobResult> result = cluster.requestJobResult(job.getJobID());
    while (!result.isDone() && !isRunning(job.getJobID())) {
      Thread.sleep(POLL.toMillis());
    }
    RunClock.release(run);
    return result.get().toJobExecutionResult(getClass().getClassLoader());
  }

  private boolean isRunning(JobID job) throws Exception {
    AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
    if (graph.getState() != JobStatus.RUNNING) {
      return false;
    }
    for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
      ExecutionState state = task.getExecutionState();
      if (state != ExecutionState.RUNNING && state != ExecutionState.FINISHED) {
        return false;
      }
    }
    return true;
  }

  private Configuration configuration(Backend backend) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true); // as in production
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Matching.WATERMARK_INTERVAL);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend.flinkName());
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    return configuration;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
