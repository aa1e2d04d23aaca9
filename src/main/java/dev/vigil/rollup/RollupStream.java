package dev.vigil.rollup;

import dev.vigil.event.Event;
import dev.vigil.event.KeptClock;
import dev.vigil.serial.VersionedType;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** A rollup in a job: Flink's own window operator, and what comes out of it. */
public final class RollupStream {
  private final Rollup rollup;
  private final DataStream<RollupResult> results;
  private final DataStream<RollupResult> forRules;
  private final DataStream<KeyedReading> late;

  private RollupStream(
      Rollup rollup,
      DataStream<RollupResult> results,
      DataStream<RollupResult> forRules,
      DataStream<KeyedReading> late) {
    this.rollup = rollup;
    this.results = results;
    this.forRules = forRules;
    this.late = late;
  }

  /**
   * Puts a rollup behind the intake of its stream.
   *
   * @param readings those that the intake lets pass; readings of other streams are left out
   * @param refused those that it refused as late: for rules they are, for a window maybe not
   */
  public static RollupStream of(
      Rollup rollup, DataStream<Event> readings, DataStream<Event> refused) {
    KeyedStream<KeyedReading, String> keyed = keyed(rollup, readings, refused);
    OutputTag<KeyedReading> late = new OutputTag<>("too-late", keyed.getType());
    if (rollup.window() instanceof WindowKind.Session session) {
      SingleOutputStreamOperator<KeyedReading> open =
          keyed
              .process(new StillOpen(session, rollup, late), keyed.getType())
              .name("open sessions of " + rollup.name())
              .uid(uid(rollup) + "-open");
      return new RollupStream(
          rollup,
          windows(rollup, again(open), late),
          sessionsOnTime(rollup, session, keyed),
          open.getSideOutput(late));
    }
    SingleOutputStreamOperator<RollupResult> results = windows(rollup, keyed, late);
    return new RollupStream(rollup, results, results, results.getSideOutput(late));
  }

  /**
   * Only {@link #events} of a rollup, without what its documents alone would need.
   *
   * @param readings those that the intake lets pass
   * @param refused those that it refused as late
   */
  public static DataStream<Event> forRules(
      Rollup rollup,
      DataStream<Event> readings,
      DataStream<Event> refused,
      TypeInformation<Event> type) {
    if (rollup.window() instanceof WindowKind.Session session) {
      KeyedStream<KeyedReading, String> keyed = keyed(rollup, readings, refused);
      return events(rollup, sessionsOnTime(rollup, session, keyed), type);
    }
    return of(rollup, readings, refused).events(type);
  }

  private static KeyedStream<KeyedReading, String> keyed(
      Rollup rollup, DataStream<Event> readings, DataStream<Event> refused) {
    TypeInformation<KeyedReading> type =
        new VersionedType<>(
            KeyedReading.class, new KeyedReadingSerializer(List.of(rollup.source())));
    return again(
        keyed(rollup, readings, false, type)
            .union(keyed(rollup, refused, true, type))
            .keyBy(KeyedReading::key, Types.STRING)
            .transform("clock of " + rollup.name(), type, new KeptClock<>())
            .uid(uid(rollup) + "-clock"));
  }

  /** The stream by its keys still: nothing between has moved a reading to another subtask. */
  private static KeyedStream<KeyedReading, String> again(DataStream<KeyedReading> keyed) {
    return DataStreamUtils.reinterpretAsKeyedStream(keyed, KeyedReading::key, Types.STRING);
  }

  private static SingleOutputStreamOperator<RollupResult> windows(
      Rollup rollup, KeyedStream<KeyedReading, String> keyed, OutputTag<KeyedReading> late) {
    return keyed
        .window(rollup.window().assigner())
        .allowedLateness(rollup.late())
        .sideOutputLateData(late)
        .aggregate(
            new Summing(rollup), new Telling(rollup), Totals.TYPE, Totals.TYPE, RollupResult.TYPE)
        .name("rollup " + rollup.name() + ": " + rollup.describe())
        .uid(uid(rollup) + "-" + rollup.fingerprint());
  }

  /**
   * Sessions without any late reading. One that joins a session that was told to the next would
   * take that next one away from rules, so that they have sessions of their own, whatever {@code
   * late} is: it may change while there is state.
   */
  private static DataStream<RollupResult> sessionsOnTime(
      Rollup rollup, WindowKind.Session session, KeyedStream<KeyedReading, String> keyed) {
    SingleOutputStreamOperator<KeyedReading> onTime =
        keyed
            .process(new OnTime(session), keyed.getType())
            .name("sessions on time of " + rollup.name())
            .uid(uid(rollup) + "-on-time");
    return again(onTime)
        .window(rollup.window().assigner())
        .aggregate(
            new Summing(rollup),
            new TellingOnce(rollup),
            Totals.TYPE,
            Totals.TYPE,
            RollupResult.TYPE)
        .name("rollup " + rollup.name() + " for rules: " + rollup.describe())
        .uid(uid(rollup) + "-on-time-" + rollup.fingerprint());
  }

  private static DataStream<KeyedReading> keyed(
      Rollup rollup,
      DataStream<Event> events,
      boolean refused,
      TypeInformation<KeyedReading> type) {
    String what = refused ? "late readings" : "readings";
    return events
        .process(new ToKey(rollup, refused), type)
        .name(what + " for " + rollup.name())
        .uid(uid(rollup) + "-" + what.replace(' ', '-'))
        .setParallelism(events.getParallelism());
  }

  /** The start of the uids of its operators. */
  public static String uid(Rollup rollup) {
    return "rollup-" + rollup.name();
  }

  /** What its windows come to; all of a key's by one subtask, in their order. */
  public DataStream<RollupResult> results() {
    return results;
  }

  /**
   * The results as rules see them: each window once, at the moment it is over; sessions are those
   * of the readings that were not late.
   */
  public DataStream<Event> events(TypeInformation<Event> type) {
    return events(rollup, forRules, type);
  }

  private static DataStream<Event> events(
      Rollup rollup, DataStream<RollupResult> results, TypeInformation<Event> type) {
    return results
        .process(new ToEvents(rollup), type)
        .name(rollup.name() + " for rules")
        .uid(uid(rollup) + "-events");
  }

  /**
   * Readings that passed the intake and still came too late for every window they would be in: only
   * of a source that was idle while others went on.
   */
  public DataStream<Event> tooLate(TypeInformation<Event> type) {
    return late.process(new TooLate(rollup), type)
        .name("too late for " + rollup.name())
        .uid(uid(rollup) + "-too-late");
  }
}
