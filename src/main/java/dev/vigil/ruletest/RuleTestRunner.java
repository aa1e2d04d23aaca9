package dev.vigil.ruletest;

import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import dev.vigil.io.Intake;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.format.Encoding;
import dev.vigil.io.format.Limits;
import dev.vigil.io.format.Received;
import dev.vigil.io.format.TimeFormat;
import dev.vigil.match.Matched;
import dev.vigil.match.Matching;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupStream;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import dev.vigil.servers.LocalFlink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs tests, each as a job of its own through the intake and the matchers of production, on one
 * Flink in this JVM: as many at a time as there are processors.
 */
public final class RuleTestRunner implements AutoCloseable {
  private final int slots = Runtime.getRuntime().availableProcessors();
  private final ExecutorService runs =
      Executors.newFixedThreadPool(slots, new ExecutorThreadFactory("rule-test"));
  private @Nullable MiniCluster cluster;

  /** Runs one test when its turn has come; fails as {@link #run} does. */
  public Future<RuleTestResult> submit(RuleTestFile file, RuleTest test) {
    return runs.submit(() -> run(file, test));
  }

  /**
   * Runs one test to its end.
   *
   * @throws Exception if the job itself fails, which no rule and no reading should bring about
   */
  public RuleTestResult run(RuleTestFile file, RuleTest test) throws Exception {
    MiniCluster flink = cluster();
    long began = System.nanoTime();
    try (Outcome outcome = new Outcome()) {
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.getExecutionEnvironment(settings());
      environment.setParallelism(1);
      build(environment, file, test, outcome);
      flink.executeJobBlocking(environment.getStreamGraph().getJobGraph());
      return new RuleTestResult(
          file, test, Comparison.of(test, outcome), (System.nanoTime() - began) / 1e9);
    }
  }

  /** Flink, which starts with the first test. */
  private synchronized MiniCluster cluster() throws Exception {
    MiniCluster running = cluster;
    if (running == null) {
      Configuration configuration = new Configuration();
      configuration.set(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY, Duration.ZERO);
      running = LocalFlink.cluster(slots, configuration);
      running.start();
      cluster = running;
    }
    return running;
  }

  /** Values cross operators as they are, as in production. */
  private static Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.NAME, "rule test");
    return settings;
  }

  private static void build(
      StreamExecutionEnvironment environment, RuleTestFile file, RuleTest test, Outcome outcome) {
    Map<String, Decoding> streams = new LinkedHashMap<>();
    for (Decoding stream : file.streams()) {
      streams.put(stream.schema().stream(), played(stream.schema(), stream.nulls()));
    }
    for (Rollup rollup : file.rollups()) {
      streams.put(rollup.name(), played(rollup.schema(), Set.of("")));
    }
    Catalog catalog = RuleTestFile.catalog(file.streams(), file.rollups());
    TypeInformation<Event> type = Matching.eventType(catalog);
    List<RuleUpdate> updates = new ArrayList<>();
    for (Rule rule : file.rules()) {
      updates.add(new RuleUpdate(rule.id(), RuleUpdate.DIRECTORY, rule.text()));
    }
    // What the playback emits goes to the intake in the same task: it is never serialized.
    SingleOutputStreamOperator<Event> events =
        environment
            .fromSequence(0, 0)
            .transform(
                "playback",
                TypeInformation.of(Received.class),
                new Playback(new ArrayList<>(test.steps()), streams))
            .process(new Intake("test", type), type);
    Matched matched =
        Matching.alerts(
            withRollups(file, events, type),
            catalog,
            RuleBootstrap.of(updates),
            RuleReader.of(catalog),
            file.limits());
    outcome.collect(
        matched.alerts(), matched.acknowledgements(), events.getSideOutput(Intake.DEAD_LETTERS));
  }

  /** The readings, and what the rollups make of them that one of the rules reads. */
  private static List<DataStream<Event>> withRollups(
      RuleTestFile file, SingleOutputStreamOperator<Event> events, TypeInformation<Event> type) {
    List<DataStream<Event>> streams = new ArrayList<>();
    streams.add(events);
    for (Rollup rollup : file.rollups()) {
      if (file.rules().stream().anyMatch(rule -> rule.plan().streams().contains(rollup.name()))) {
        streams.add(
            RollupStream.forRules(rollup, events, events.getSideOutput(Intake.late(type)), type));
      }
    }
    return streams;
  }

  /** The stream as tests write it: JSON, whatever the format of its records is. */
  private static Decoding played(Schema schema, Set<String> nulls) {
    return new Decoding(
        schema,
        new Encoding.Json(),
        null,
        nulls,
        new TimeFormat.OfRecord(),
        "",
        Map.of(),
        null,
        Limits.DEFAULT);
  }

  @Override
  public synchronized void close() throws Exception {
    runs.shutdownNow();
    if (cluster != null) {
      cluster.close();
    }
  }
}
