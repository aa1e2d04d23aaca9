package dev.vigil.job;

import static org.assertj.core.api.Assertions.fail;

import dev.vigil.alert.Alert;
import dev.vigil.control.Control;
import dev.vigil.control.ControlRecord;
import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleSeed;
import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.match.MatchOptions;
import dev.vigil.match.Matched;
import dev.vigil.match.Matching;
import dev.vigil.rule.Catalog;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A running job whose readings and control records the test hands over one at a time: two sources
 * of readings, each with a watermark of its own, and two match subtasks.
 */
final class WiredJob implements AutoCloseable {
  static final Schema AIR = air();
  static final Catalog CATALOG = Catalog.of(AIR);
  static final int SUBTASKS = 2;

  private static final Map<String, WiredJob> OPEN = new ConcurrentHashMap<>();
  private static final long HALF = 1L << 40;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

  private final String name = UUID.randomUUID().toString();
  private final List<BlockingQueue<Event>> readings = new ArrayList<>();
  private final BlockingQueue<ControlRecord> records = new LinkedBlockingQueue<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<RuleStatus> statuses = new ArrayList<>();
  private final JobClient client;
  private long offset;

  /** A fresh start with the rules of a directory; each text is one rule. */
  WiredJob(String... directory) throws Exception {
    this(Optional.empty(), directory);
  }

  /** Goes on from a savepoint. */
  static WiredJob from(Path savepoint) throws Exception {
    return new WiredJob(Optional.of(savepoint));
  }

  private WiredJob(Optional<Path> savepoint, String... directory) throws Exception {
    for (int source = 0; source < SUBTASKS; source++) {
      readings.add(new ArrayBlockingQueue<>(64));
    }
    OPEN.put(name, this);
    List<RuleUpdate> rules = new ArrayList<>();
    for (String text : directory) {
      rules.add(new RuleUpdate(id(text), RuleUpdate.DIRECTORY, text));
    }
    StreamExecutionEnvironment environment = environment(savepoint);
    build(environment, rules);
    client = environment.executeAsync(name);
  }

  static StreamExecutionEnvironment environment() {
    return environment(Optional.empty());
  }

  private static StreamExecutionEnvironment environment(Optional<Path> savepoint) {
    Configuration configuration = new Configuration();
    savepoint.ifPresent(
        path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(SUBTASKS);
    environment.setBufferTimeout(1);
    return environment;
  }

  private void build(StreamExecutionEnvironment environment, List<RuleUpdate> rules) {
    String job = name;
    DataStream<Event> events =
        environment
            .fromSource(
                endless(index -> job(job).reading(index), Matching.eventType(CATALOG)),
                WatermarkStrategy.forGenerator(context -> new Carried()),
                "readings")
            .uid("readings");
    DataStream<ControlRecord> control =
        environment
            .fromSource(
                endless(index -> job(job).records.take(), ControlTypes.RECORD),
                WatermarkStrategy.noWatermarks(),
                "rules")
            .uid("rules")
            .setParallelism(1);
    RuleReader reader = RuleReader.of(CATALOG);
    RuleSeed seed = new RuleSeed(reader, rules, RuleSeed.LIMIT);
    SingleOutputStreamOperator<RuleUpdate> gate = Control.gate(control, seed);
    Matched matched =
        Matching.alerts(
            List.of(events), gate, CATALOG, RuleBootstrap.of(rules), reader, MatchOptions.DEFAULT);
    matched
        .alerts()
        .map(alert -> job(job).take(job(job).alerts, alert))
        .returns(Alert.TYPE)
        .sinkTo(new DiscardingSink<>());
    Control.statuses(gate, matched.acknowledgements(), seed, "statuses")
        .map(status -> job(job).take(job(job).statuses, status))
        .returns(ControlTypes.STATUS)
        .sinkTo(new DiscardingSink<>());
  }

  private static <T> DataGeneratorSource<T> endless(
      GeneratorFunction<Long, T> next, TypeInformation<T> type) {
    return new DataGeneratorSource<>(next, SUBTASKS * HALF, type);
  }

  /** A watermark travels as the arrival of a reading: it is emitted right after that reading. */
  private static final class Carried implements WatermarkGenerator<Event>, Serializable {
    @Override
    public void onEvent(Event event, long timestamp, WatermarkOutput output) {
      if (event.arrival() != 0) {
        output.emitWatermark(new Watermark(event.arrival()));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // Watermarks come with readings only.
    }
  }

  private static WiredJob job(String name) {
    return OPEN.get(name);
  }

  private Event reading(long index) throws InterruptedException {
    return readings.get((int) (index / HALF)).take();
  }

  private synchronized <T> T take(List<T> list, T one) {
    list.add(one);
    notifyAll();
    return one;
  }

  static Event reading(String station, long time, double pm25, long offset) {
    Event event = new Event(AIR, time, "air-0", offset);
    event.setText(AIR.field("station").slot(), station);
    event.setDouble(AIR.field("pm25").slot(), pm25);
    return event;
  }

  /** Sends a reading by one of the sources; waits where the job is behind. */
  void send(int source, Event reading) throws InterruptedException {
    while (!readings.get(source).offer(reading, 1, TimeUnit.SECONDS)) {
      assertRunning();
    }
  }

  /** Sends a watermark by both sources, with a reading of a station of which no rule knows. */
  void watermark(long time) throws InterruptedException {
    for (int source = 0; source < SUBTASKS; source++) {
      send(source, reading("clock-" + source, time + 1, 0, time).arrivedAt(time));
    }
  }

  /** Publishes a rule under its id, and tells its revision. */
  long publish(String text) {
    return publish(id(text), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Publishes any record, and tells its offset. */
  long publish(String key, byte[] value) {
    records.add(new ControlRecord(key, value, "vigil-rules", 0, offset, 0));
    return offset++;
  }

  /** Waits until the revision is spoken of. */
  RuleStatus awaitStatus(String rule, long revision) throws InterruptedException {
    await(() -> find(rule, revision) != null, "a status of " + rule + "@" + revision);
    return find(rule, revision);
  }

  /** Publishes a rule and waits until it is in force everywhere. */
  long change(String text, RuleState expected) throws InterruptedException {
    long revision = publish(text);
    RuleStatus status = awaitStatus(id(text), revision);
    if (status.state() != expected) {
      fail(status.toString());
    }
    return revision;
  }

  private synchronized RuleStatus find(String rule, long revision) {
    return statuses.stream()
        .filter(said -> said.rule().equals(rule) && said.revision() == revision)
        .findFirst()
        .orElse(null);
  }

  /** The alerts of a rule so far, in no order between keys. */
  synchronized List<Alert> alerts(String rule) {
    return alerts.stream().filter(alert -> alert.rule().equals(rule)).toList();
  }

  void awaitAlerts(String rule, int count) throws InterruptedException {
    awaitAlerts(rule, alerts -> alerts.size() >= count);
  }

  /** Waits until the alerts of a rule are so. */
  void awaitAlerts(String rule, Predicate<List<Alert>> so) throws InterruptedException {
    await(() -> so.test(alerts(rule)), "alerts of " + rule);
  }

  private synchronized void await(BooleanSupplier condition, String what)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE) {
        fail("waited in vain for " + what + "; said: " + statuses + ", alerts: " + alerts);
      }
      assertRunning();
      wait(1_000);
    }
  }

  private void assertRunning() {
    if (client != null && client.getJobExecutionResult().isCompletedExceptionally()) {
      client.getJobExecutionResult().join();
    }
  }

  private static String id(String text) {
    return text.lines()
        .filter(line -> line.startsWith("rule: "))
        .findFirst()
        .orElseThrow()
        .substring("rule: ".length());
  }

  private static Schema air() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    return Schema.of("air", fields, List.of("station"));
  }

  @Override
  public void close() throws Exception {
    client.cancel().get(60, TimeUnit.SECONDS);
    OPEN.remove(name);
  }
}
