package dev.vigil.backtest;

import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.io.Intake;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Received;
import dev.vigil.match.MatchOptions;
import dev.vigil.match.Matched;
import dev.vigil.match.Matching;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupStream;
import dev.vigil.rule.Catalog;
import dev.vigil.servers.LocalFlink;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * One pass over some history: source, intake, rollups and matchers as in production, on a Flink in
 * this JVM, as fast as it goes.
 */
public final class Replay implements AutoCloseable {
  private final History history;
  private final Options options;
  private final Session session;

  /**
   * How it is replayed.
   *
   * @param parallelism subtasks of the matcher
   * @param readings whether the listener wants every reading
   */
  public record Options(int parallelism, boolean readings) {
    /** The most subtasks: Flink has so many groups of keys to deal out where it is not asked. */
    public static final int MOST = 128;

    /** One processor reads and parses, and each of the others matches. */
    public static final int PARALLELISM =
        Math.min(MOST, Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

    public Options {
      if (parallelism < 1 || parallelism > MOST) {
        throw new IllegalArgumentException("parallelism is 1 to " + MOST + ", not " + parallelism);
      }
    }
  }

  public Replay(History history, Options options, ReplayListener listener) {
    this.history = history;
    this.options = options;
    this.session = new Session(listener, new Pace(history.streams()));
  }

  /** Bytes of the files that have been read. */
  public long bytesRead() {
    return session.bytesRead();
  }

  /** Readings evaluated so far. */
  public long readings() {
    return session.readings();
  }

  /** Readings a second so far. */
  public double rate() {
    double seconds = session.seconds();
    return seconds == 0 ? 0 : session.readings() / seconds;
  }

  /**
   * Replays all of it.
   *
   * @param variants the rules; names are unique. Without any, readings are read and no more
   * @throws Exception if the files cannot be read or the job fails, with the reason in a cause
   */
  public Replayed run(List<Variant> variants) throws Exception {
    try (MiniCluster cluster = LocalFlink.cluster(options.parallelism(), new Configuration())) {
      cluster.start();
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.getExecutionEnvironment(settings());
      environment.setParallelism(options.parallelism());
      build(environment, variants);
      JobExecutionResult result =
          cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
      return new Replayed(
          result.<Long>getAccumulatorResult(Intake.READINGS),
          result.<Long>getAccumulatorResult(Intake.EVALUATED),
          session.dead(),
          session.firstDead(),
          session.first(),
          session.last(),
          session.seconds());
    }
  }

  /** Values cross operators as they are, as in production. */
  private static Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Matching.WATERMARK_INTERVAL);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.NAME, "backtest");
    return settings;
  }

  private void build(StreamExecutionEnvironment environment, List<Variant> variants) {
    Catalog catalog = history.conf().catalog();
    if (variants.isEmpty()) {
      for (DataStream<Event> stream : streams(environment, catalog, variants)) {
        stream.sinkTo(new DiscardingSink<>()).setParallelism(stream.getParallelism());
      }
      return;
    }
    List<RuleUpdate> updates = new ArrayList<>();
    for (Variant variant : variants) {
      updates.add(new RuleUpdate(variant.name(), RuleUpdate.DIRECTORY, variant.rule().text()));
    }
    Matched matched =
        Matching.alerts(
            streams(environment, catalog, variants),
            catalog,
            RuleBootstrap.of(updates),
            session.reader(variants),
            new MatchOptions(
                    history.conf().state().keyTtl().toMillis(), history.conf().state().workingSet())
                .withObservations());
    String name = session.name();
    // Told of in the task that found them, alerts and observations are never serialized.
    matched
        .alerts(
            alerts ->
                alerts.filter(
                    alert -> {
                      Session.named(name).alert(alert);
                      return false;
                    }))
        .sinkTo(new DiscardingSink<>());
    matched
        .observations(
            observations ->
                observations.filter(
                    observation -> {
                      Session.named(name).observed(observation);
                      return false;
                    }))
        .sinkTo(new DiscardingSink<>());
    matched
        .acknowledgements()
        .map(
            acknowledgement -> {
              String failure = acknowledgement.failure();
              if (failure != null) {
                Session.named(name).setAside(acknowledgement.rule(), failure);
              }
              return acknowledgement;
            })
        .returns(ControlTypes.ACKNOWLEDGEMENT)
        .sinkTo(new DiscardingSink<>());
  }

  /** All streams, each past its own intake, and with what rollups make of it for rules. */
  private List<DataStream<Event>> streams(
      StreamExecutionEnvironment environment, Catalog catalog, List<Variant> variants) {
    TypeInformation<Event> type = Matching.eventType(catalog);
    List<DataStream<Event>> streams = new ArrayList<>();
    for (Past past : history.parts()) {
      SingleOutputStreamOperator<Event> intake = intake(past, environment, type);
      SingleOutputStreamOperator<Event> readings =
          intake
              .transform(
                  "tap", type, new Tap(session.name(), past.stream().name(), options.readings()))
              .setParallelism(intake.getParallelism());
      streams.add(readings);
      for (Rollup rollup : history.rollups(variants)) {
        if (rollup.source().equals(past.stream().schema())) {
          streams.add(rollUp(rollup, readings, intake.getSideOutput(Intake.late(type)), type));
        }
      }
    }
    return streams;
  }

  private DataStream<Event> rollUp(
      Rollup rollup,
      DataStream<Event> readings,
      DataStream<Event> refused,
      TypeInformation<Event> type) {
    String name = session.name();
    DataStream<Event> results = RollupStream.forRules(rollup, readings, refused, type);
    return options.readings()
        ? results
            .map(
                event -> {
                  Session.named(name).reading(event);
                  return event;
                })
            .returns(type)
        : results;
  }

  private SingleOutputStreamOperator<Event> intake(
      Past past, StreamExecutionEnvironment environment, TypeInformation<Event> type) {
    String name = session.name();
    StreamSpec stream = past.stream();
    SingleOutputStreamOperator<Received> source =
        past.source(new Session.Meter(name)).open(environment, stream);
    SingleOutputStreamOperator<Event> intake =
        source
            .process(new Intake(stream.name(), type), type)
            .setParallelism(source.getParallelism());
    intake
        .getSideOutput(Intake.DEAD_LETTERS)
        .map(
            letter -> {
              Session.named(name).deadLetter(letter);
              return letter;
            })
        .returns(Intake.DEAD_LETTERS.getTypeInfo())
        .setParallelism(source.getParallelism())
        .sinkTo(new DiscardingSink<>())
        .setParallelism(source.getParallelism());
    return intake;
  }

  @Override
  public void close() {
    session.close();
  }
}
