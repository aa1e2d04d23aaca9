package dev.vigil.demo;

import dev.vigil.io.elasticsearch.ElasticsearchTarget;
import dev.vigil.io.elasticsearch.ElasticsearchTemplate;
import dev.vigil.io.generator.AirQuality;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.servers.FlinkRest;
import dev.vigil.servers.Installation;
import dev.vigil.servers.JvmUse;
import dev.vigil.servers.LocalServers;
import dev.vigil.setup.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Real servers, the job's jar on a real cluster, made-up readings faster than the clock, rules
 * published and one of them replaced while they stream, and the alerts as they land.
 */
public final class Demo {
  private static final String RAISED = "pm25-sustained";
  private static final Duration RAISE_AFTER = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SETTLING = Duration.ofMinutes(2);
  private static final int LINES_A_LOOK = 6;
  private static final int SLOTS = 2;

  /** So that the job's counters are seconds old at most, and a checkpoint is taken now and then. */
  private static final Map<String, String> FLINK =
      Map.of(
          "heartbeat.interval", "1000",
          "execution.checkpointing.interval", "10s",
          "execution.checkpointing.incremental", "true",
          "state.backend.type", "rocksdb");

  private final Options options;
  private final Screen screen;
  private JobFigures figures = JobFigures.NONE;
  private volatile DemoReport latest = new DemoReport(0, 0, 0, 0, 0, 0);
  private long active;
  private int updates;

  /**
   * How it should run.
   *
   * @param length how long readings are streamed; empty: until it is stopped
   * @param rate records a second
   * @param directory where the servers work; theirs alone
   */
  public record Options(Optional<Duration> length, double rate, Path directory) {
    public Options {
      if (!(rate > 0)) {
        throw new IllegalArgumentException("a rate of " + rate + " records a second");
      }
    }
  }

  public Demo(Options options, Screen screen) {
    this.options = options;
    this.screen = screen;
  }

  /** How it stands, as of the last look; zeros before the first. */
  public DemoReport latest() {
    return latest;
  }

  /**
   * Runs it all and stops every process that it started.
   *
   * @throws IOException if something did not go as it should
   */
  public DemoReport run() throws IOException, InterruptedException {
    Path jar = Installation.jobJar();
    Path rules = Installation.root().resolve("rules");
    try (LocalServers servers =
        LocalServers.start(
            options.directory(),
            new LocalServers.Setup(JvmUse.BRIEF, SLOTS, FLINK, List.of()),
            screen::step)) {
      String job = install(servers, jar);
      Properties kafka = new Properties();
      kafka.put("bootstrap.servers", servers.kafka().bootstrapServers());
      tellAddresses(servers, job);
      try (Ruleset ruleset = Ruleset.of(rules, kafka)) {
        screen.step("publishing rules");
        screen.say("rules in force: " + String.join(", ", ruleset.publish()));
        active = ruleset.active();
        return stream(servers, job, ruleset, kafka);
      }
    }
  }

  private String install(LocalServers servers, Path jar) throws IOException, InterruptedException {
    screen.step("making topics, installing the index template");
    String bootstrap = servers.kafka().bootstrapServers();
    Topics.ensure(
        new KafkaClient(Map.of("bootstrap.servers", bootstrap)), DemoConf.topics(), done -> {});
    ElasticsearchTemplate.alerts(
            new ElasticsearchTarget(
                List.of(servers.elasticsearch().address()), DemoConf.INDEX, null))
        .install();
    Path conf = options.directory().resolve("vigil.yaml");
    Files.writeString(conf, DemoConf.yaml(bootstrap, servers.elasticsearch().address()));
    screen.step("submitting the job");
    return servers.flink().rest().submit(jar, List.of("--conf", conf.toAbsolutePath().toString()));
  }

  private void tellAddresses(LocalServers servers, String job) {
    String alerts = servers.elasticsearch().address() + "/" + DemoConf.INDEX + "-*/_search?pretty";
    screen.say("Flink          " + servers.flink().rest().address() + "/#/job/running/" + job);
    screen.say("Elasticsearch  " + alerts);
    screen.say("Kafka          " + servers.kafka().bootstrapServers());
    screen.say("logs           " + options.directory());
  }

  private DemoReport stream(LocalServers servers, String job, Ruleset ruleset, Properties kafka)
      throws IOException, InterruptedException {
    FlinkRest flink = servers.flink().rest();
    IndexedAlerts alerts = new IndexedAlerts(servers.elasticsearch().address());
    try (ReadingsStream readings = ReadingsStream.start(setting(), kafka, options.rate())) {
      screen.say("streaming readings, " + Math.round(speedUp()) + " times faster than the clock");
      long start = System.nanoTime();
      do {
        look(alerts, flink, job, readings.sent());
        Duration streamed = Duration.ofNanos(System.nanoTime() - start);
        if (updates == 0 && streamed.compareTo(raiseAfter()) >= 0) {
          raise(ruleset);
        }
        Thread.sleep(LOOK.toMillis());
      } while (!isOver(start));
      long sent = readings.stop();
      settle(flink, job, sent);
      look(alerts, flink, job, sent);
      return new DemoReport(
          sent,
          figures.evaluated(),
          figures.deadLetters(),
          ruleset.active(),
          alerts.count(),
          updates);
    }
  }

  /** Waits until the job has counted every record, and its sinks have written what came of them. */
  private void settle(FlinkRest flink, String job, long sent)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    figures = JobFigures.ask(flink, job);
    while (figures.evaluated() + figures.deadLetters() < sent) {
      if (System.nanoTime() > deadline) {
        throw new IOException("of " + sent + " records the job has counted " + figures);
      }
      screen.progress(
          "waiting for the last readings: %,d of %,d".formatted(figures.readings(), sent));
      Thread.sleep(LOOK.toMillis());
      figures = JobFigures.ask(flink, job);
    }
    flink.checkpoint(job);
  }

  private void look(IndexedAlerts alerts, FlinkRest flink, String job, long sent)
      throws IOException, InterruptedException {
    List<String> fresh = alerts.fresh();
    fresh.stream().limit(LINES_A_LOOK).forEach(screen::say);
    if (fresh.size() > LINES_A_LOOK) {
      screen.say("  … and " + (fresh.size() - LINES_A_LOOK) + " more");
    }
    figures = JobFigures.ask(flink, job);
    long counted = figures.evaluated() + figures.deadLetters();
    latest =
        new DemoReport(
            counted, figures.evaluated(), figures.deadLetters(), active, alerts.count(), updates);
    screen.progress(
        "%,d readings sent, %,d evaluated, %,d dead letters, %,d alerts"
            .formatted(sent, figures.evaluated(), figures.deadLetters(), latest.alertsIndexed()));
  }

  private void raise(Ruleset ruleset) throws IOException {
    Ruleset.Raised raised = ruleset.raise(RAISED);
    updates++;
    screen.say(
        "rule %s: threshold raised from %s to %s, revision %d in force"
            .formatted(raised.rule(), raised.from(), raised.to(), raised.revision()));
  }

  private Duration raiseAfter() {
    Duration half = options.length().map(length -> length.dividedBy(2)).orElse(RAISE_AFTER);
    return half.compareTo(RAISE_AFTER) < 0 ? half : RAISE_AFTER;
  }

  private boolean isOver(long start) {
    return options
        .length()
        .filter(length -> System.nanoTime() - start >= length.toNanos())
        .isPresent();
  }

  /** Event time ends about now: charts of the last hours show it. */
  private AirQuality setting() {
    Duration real = options.length().orElse(Duration.ofHours(1));
    long ahead = (long) (real.toMillis() * speedUp());
    return AirQuality.from(Instant.now().toEpochMilli() - ahead);
  }

  private double speedUp() {
    return AirQuality.from(0).speedUp(options.rate());
  }
}
