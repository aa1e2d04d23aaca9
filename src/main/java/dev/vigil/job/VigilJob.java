package dev.vigil.job;

import dev.vigil.conf.Conf;
import dev.vigil.control.Acknowledgement;
import dev.vigil.control.Control;
import dev.vigil.control.ControlRecord;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleSeed;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.KeptClock;
import dev.vigil.io.AlertSink;
import dev.vigil.io.Intake;
import dev.vigil.io.RollupSink;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.Received;
import dev.vigil.io.kafka.KafkaRuleBootstrap;
import dev.vigil.io.kafka.RuleTopics;
import dev.vigil.match.MatchOptions;
import dev.vigil.match.Matched;
import dev.vigil.match.Matching;
import dev.vigil.rollup.RollupStream;
import dev.vigil.rule.Catalog;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The whole job: readings and rules in, alerts, statuses and dead letters out. Every operator has a
 * uid, which savepoints hold on to.
 */
public final class VigilJob {
  private final Conf conf;
  private final Catalog catalog;
  private final RuleReader reader;
  private final RuleSeed seed;
  private final List<DataStream<DeadLetter>> letters = new ArrayList<>();

  /** Readings that passed the intake and came too late after all. */
  private final List<DataStream<Event>> late = new ArrayList<>();

  private VigilJob(Conf conf, List<RuleUpdate> directory) {
    this.conf = conf;
    catalog = conf.catalog();
    reader = RuleReader.of(catalog);
    seed = new RuleSeed(reader, directory, RuleSeed.LIMIT);
  }

  /**
   * Puts the job into an environment.
   *
   * @param directory the rules of conf's directory, as they are at submission
   */
  public static void build(StreamExecutionEnvironment env, Conf conf, List<RuleUpdate> directory) {
    new VigilJob(conf, directory).build(env);
  }

  /** Puts the job's sources and intakes into an environment, and nothing after them. */
  static void buildIntake(StreamExecutionEnvironment env, Conf conf) {
    VigilJob job = new VigilJob(conf, List.of());
    for (StreamSpec stream : conf.streams()) {
      job.intake(env, stream).sinkTo(new DiscardingSink<>()).uid("discard-" + stream.name());
    }
    conf.deadLetters().attach(union(job.letters));
  }

  private void build(StreamExecutionEnvironment env) {
    List<DataStream<Event>> streams = streams(env);
    SingleOutputStreamOperator<RuleUpdate> gate = Control.gate(records(env), seed);
    MatchOptions options =
        new MatchOptions(conf.state().keyTtl().toMillis(), conf.state().workingSet());
    Matched matched = Matching.alerts(streams, gate, catalog, bootstrap(), reader, options);
    late.add(matched.late());
    letters.add(LateMatches.letters(union(late)));
    for (AlertSink sink : conf.alerts()) {
      sink.attach(matched.alerts());
    }
    DataStream<Acknowledgement> said = matched.acknowledgements();
    conf.statusTopic()
        .ifPresent(
            topic ->
                RuleTopics.statuses(
                    Control.statuses(gate, said, seed, topic), topic, conf.kafka()));
    conf.deadLetters().attach(union(letters));
  }

  /** All streams, each past its own intake, and with what rollups make of it. */
  private List<DataStream<Event>> streams(StreamExecutionEnvironment env) {
    List<DataStream<Event>> streams = new ArrayList<>();
    TypeInformation<Event> type = Matching.eventType(catalog);
    for (StreamSpec stream : conf.streams()) {
      SingleOutputStreamOperator<Event> intake = intake(env, stream);
      streams.add(intake);
      for (RollupSpec rollup : conf.rollups()) {
        if (rollup.rollup().source().equals(stream.schema())) {
          streams.add(rollUp(rollup, intake, type));
        }
      }
    }
    return streams;
  }

  /** A stream's readings past its intake; what it refuses is among the letters. */
  private SingleOutputStreamOperator<Event> intake(
      StreamExecutionEnvironment env, StreamSpec stream) {
    TypeInformation<Event> type = Matching.eventType(catalog);
    SingleOutputStreamOperator<Received> source = stream.source().open(env, stream);
    SingleOutputStreamOperator<Event> intake =
        source
            .transform("clock of " + stream.name(), source.getType(), new KeptClock<>())
            .uid("clock-" + stream.name())
            .setParallelism(source.getParallelism())
            .process(new Intake(stream.name(), type), type)
            .name("intake of " + stream.name())
            .uid("intake-" + stream.name())
            .setParallelism(source.getParallelism());
    letters.add(intake.getSideOutput(Intake.DEAD_LETTERS));
    return intake;
  }

  /** The results of a rollup, on their way to its sinks too. */
  private DataStream<Event> rollUp(
      RollupSpec rollup, SingleOutputStreamOperator<Event> intake, TypeInformation<Event> type) {
    RollupStream windows =
        RollupStream.of(rollup.rollup(), intake, intake.getSideOutput(Intake.late(type)));
    for (RollupSink sink : rollup.sinks()) {
      sink.attach(rollup.rollup(), windows.results());
    }
    late.add(windows.tooLate(type));
    return windows.events(type);
  }

  /** One stream of many. */
  private static <T> DataStream<T> union(List<DataStream<T>> streams) {
    DataStream<T> all = streams.get(0);
    for (DataStream<T> stream : streams.subList(1, streams.size())) {
      all = all.union(stream);
    }
    return all;
  }

  private DataStream<ControlRecord> records(StreamExecutionEnvironment env) {
    return conf.rules()
        .topic()
        .map(topic -> RuleTopics.records(env, topic, conf.kafka()))
        .orElseGet(() -> RuleTopics.none(env));
  }

  private RuleBootstrap bootstrap() {
    return conf.rules()
        .topic()
        .<RuleBootstrap>map(
            topic -> new KafkaRuleBootstrap(topic, conf.kafka().toProperties(), seed))
        .orElseGet(() -> new SeedBootstrap(seed));
  }
}
