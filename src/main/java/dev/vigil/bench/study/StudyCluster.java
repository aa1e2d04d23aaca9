package dev.vigil.bench.study;

import dev.vigil.alert.Alert;
import dev.vigil.bench.suite.ScratchDirectory;
import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.match.Matched;
import dev.vigil.match.Matching;
import dev.vigil.rule.Catalog;
import dev.vigil.servers.LocalFlink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A Flink in this JVM that runs the studies' jobs, with their checkpoints on disk. */
final class StudyCluster implements AutoCloseable {
  private static final int CHECKPOINTS_REMEMBERED = 1_000;
  private static final Duration MARKERS_EVERY = Duration.ofMillis(20);
  private static final Duration RESTART_DELAY = Duration.ofMillis(10);

  private final ScratchDirectory scratch;
  private final MiniCluster cluster;
  private int taskManagers = 1;

  private StudyCluster(ScratchDirectory scratch, MiniCluster cluster) {
    this.scratch = scratch;
    this.cluster = cluster;
  }

  /** Starts one with a TaskManager of so many slots. */
  static StudyCluster start(int slots) throws Exception {
    Configuration configuration = new Configuration();
    // So that a checkpoint to go on from outlives those that are made before the job ends.
    configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 100);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(256));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(256));
    configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, CHECKPOINTS_REMEMBERED);
    ScratchDirectory scratch = ScratchDirectory.create();
    MiniCluster cluster = LocalFlink.cluster(slots, configuration);
    cluster.start();
    return new StudyCluster(scratch, cluster);
  }

  /** Starts the run's job afresh. */
  StudyJob start(LiveRun run, Setting setting) throws Exception {
    return start(run, setting, Optional.empty());
  }

  /** Starts the run's job, from a checkpoint where there is one. */
  StudyJob start(LiveRun run, Setting setting, Optional<String> checkpoint) throws Exception {
    JobGraph graph = graph(run, setting);
    checkpoint.ifPresent(
        path -> graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(path)));
    cluster.submitJob(graph).get();
    return new StudyJob(cluster, graph.getJobID(), run);
  }

  /** Runs a job to its end, with its state on the heap and without checkpoints. */
  void run(Consumer<StreamExecutionEnvironment> job) throws Exception {
    Configuration configuration = new Configuration();
    Storage.HEAP.configure(configuration);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    job.accept(environment);
    cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
  }

  /** Starts a TaskManager, with as many slots as the others, and waits until it is registered. */
  void startTaskManager() throws Exception {
    cluster.startTaskManager();
    taskManagers++;
    while (cluster.getResourceOverview().get().getNumberTaskManagers() < 2) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** Kills the TaskManager that was there before the last was started. */
  CompletableFuture<Void> killTaskManager() {
    return cluster.terminateTaskManager(taskManagers - 2);
  }

  private JobGraph graph(LiveRun run, Setting setting) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(setting));
    environment.setParallelism(setting.parallelism());
    environment.enableCheckpointing(setting.checkpoints().toMillis());
    Catalog catalog = Catalog.of(run.feed().schema());
    PacedReadings readings = new PacedReadings(run);
    DataStream<Event> source =
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    readings, readings.numbers(), readings, Matching.eventType(catalog)),
                WatermarkStrategy.<Event>forMonotonousTimestamps()
                    .withTimestampAssigner((event, unused) -> event.timestamp()),
                "readings")
            .uid("readings");
    List<RuleUpdate> rules = run.feed().updates();
    Matched matched =
        Matching.alerts(
            List.of(source),
            environment.fromData(rules, ControlTypes.UPDATE).setParallelism(1).uid("rules"),
            catalog,
            RuleBootstrap.of(rules),
            RuleReader.of(catalog),
            setting.options());
    matched
        .alerts()
        .transform("probe", Alert.TYPE, new Probe(run))
        .uid("probe")
        .sinkTo(new DiscardingSink<>())
        .uid("sink");
    if (setting.options().observed()) {
      matched
          .observations()
          .filter(new SizeProbe(run))
          .uid("size")
          .sinkTo(new DiscardingSink<>())
          .uid("sizes");
    }
    return environment.getStreamGraph().getJobGraph();
  }

  private Configuration configuration(Setting setting) {
    Configuration configuration = new Configuration();
    setting.storage().configure(configuration);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, scratch.path().toUri().toString());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(MetricOptions.LATENCY_INTERVAL, MARKERS_EVERY);
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Matching.WATERMARK_INTERVAL);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY, setting.restarts() ? "fixed-delay" : "none");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_DELAY);
    return configuration;
  }

  @Override
  public void close() throws Exception {
    try (scratch) {
      cluster.close();
    }
  }
}
