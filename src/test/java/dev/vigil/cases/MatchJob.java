package dev.vigil.cases;

import dev.vigil.alert.Alert;
import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.match.MatchOptions;
import dev.vigil.match.Matched;
import dev.vigil.match.Matching;
import dev.vigil.rule.Catalog;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;

/** The job's own operators in a Flink in this JVM, over readings that a test brings. */
public final class MatchJob {
  private final Catalog catalog;
  private final int parallelism;
  private final boolean updates;

  public MatchJob(Catalog catalog, int parallelism) {
    this(catalog, parallelism, true);
  }

  private MatchJob(Catalog catalog, int parallelism, boolean updates) {
    this.catalog = catalog;
    this.parallelism = parallelism;
    this.updates = updates;
  }

  /** A job that has no input for updates of its rules. */
  static MatchJob ofFixedRules(Catalog catalog, int parallelism) {
    return new MatchJob(catalog, parallelism, false);
  }

  /** A Flink in this JVM for a class of tests; tests have it, their set-up has not. */
  public static MiniClusterExtension flink() {
    return new MiniClusterExtension(
        new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());
  }

  /** All alerts, in the order in which the job says them; rules by id. */
  List<Alert> run(Map<String, String> rules, List<Input<Event>> inputs) throws Exception {
    List<Event> events = new ArrayList<>();
    Map<Long, Long> watermarks = new HashMap<>();
    for (Input<Event> input : inputs) {
      if (input instanceof Input.Element<Event> element) {
        events.add(element.value());
      } else if (input instanceof Input.Watermark<Event> watermark) {
        watermarks.merge((long) events.size(), watermark.timestamp(), Math::max);
      }
    }
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    DataStream<Event> readings =
        environment
            .fromData(events, Matching.eventType(catalog))
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Event>forGenerator(unused -> new Script(watermarks))
                    .withTimestampAssigner((event, unused) -> event.timestamp()))
            .setParallelism(1);
    return collect(environment, rules, readings);
  }

  /** All alerts of readings that bring their own time and watermarks. */
  public List<Alert> collect(
      StreamExecutionEnvironment environment, Map<String, String> rules, DataStream<Event> readings)
      throws Exception {
    List<Alert> alerts = new ArrayList<>();
    try (CloseableIterator<Alert> all =
        alerts(environment, rules, readings).executeAndCollect("cases")) {
      all.forEachRemaining(alerts::add);
    }
    return alerts;
  }

  /** The stream of alerts of rules that are there before the first reading. */
  public DataStream<Alert> alerts(
      StreamExecutionEnvironment environment,
      Map<String, String> rules,
      DataStream<Event> readings) {
    List<RuleUpdate> known = new ArrayList<>();
    rules.forEach((id, text) -> known.add(new RuleUpdate(id, RuleUpdate.DIRECTORY, text)));
    RuleBootstrap bootstrap = RuleBootstrap.of(known);
    RuleReader reader = RuleReader.of(catalog);
    List<DataStream<Event>> streams = List.of(readings);
    Matched matched =
        updates
            ? Matching.alerts(
                streams,
                environment.fromData(known, ControlTypes.UPDATE),
                catalog,
                bootstrap,
                reader,
                MatchOptions.DEFAULT)
            : Matching.alerts(streams, catalog, bootstrap, reader, MatchOptions.DEFAULT);
    return matched.alerts();
  }

  /** Emits a watermark after so many readings. The last one, at the end, is Flink's. */
  private static final class Script implements WatermarkGenerator<Event>, Serializable {
    private final Map<Long, Long> watermarks;
    private long seen;

    Script(Map<Long, Long> watermarks) {
      this.watermarks = watermarks;
    }

    @Override
    public void onEvent(Event event, long timestamp, WatermarkOutput output) {
      Long watermark = watermarks.get(++seen);
      if (watermark != null && watermark != Long.MAX_VALUE) {
        output.emitWatermark(new Watermark(watermark));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
