package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.control.Acknowledgement;
import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import dev.vigil.rule.Catalog;
import dev.vigil.serial.VersionedType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Joins readings and rules into alerts. Two matchers host the rules: one those by the streams' own
 * keys, right behind the readings, and a second one the rest, behind the first, which sends on what
 * these need. So readings cross the network once, and again only for rules that ask for it.
 */
public final class Matching {
  /** The uid of the matcher by the streams' own keys. */
  public static final String MATCH_UID = "match";

  /**
   * The uid of the matcher by other keys: that of an operator that once routed the readings for one
   * matcher of all rules, so that savepoints of that time can be gone on from.
   */
  public static final String OTHER_KEYS_UID = "route";

  /**
   * How often a source should tell its watermark: what waits for it should still be in the
   * processor's caches when it is due, and is written with each checkpoint.
   */
  public static final Duration WATERMARK_INTERVAL = Duration.ofMillis(5);

  static final OutputTag<Acknowledgement> ACKNOWLEDGEMENTS =
      new OutputTag<>("acknowledgements", ControlTypes.ACKNOWLEDGEMENT);

  static final OutputTag<Observation> OBSERVATIONS =
      new OutputTag<>(
          "observations", new VersionedType<>(Observation.class, new ObservationSerializer()));

  private static final String OWN_KEY_UID = "own-key";

  private Matching() {}

  /** How events of the catalog's streams cross the network. */
  public static TypeInformation<Event> eventType(Catalog catalog) {
    return new VersionedType<>(
        Event.class, new EventSerializer(new ArrayList<>(catalog.schemas())));
  }

  private static TypeInformation<RoutedEvent> routedType(Catalog catalog) {
    return new VersionedType<>(
        RoutedEvent.class, new RoutedEventSerializer(new ArrayList<>(catalog.schemas())));
  }

  static OutputTag<Event> late(Catalog catalog) {
    return new OutputTag<>("late", eventType(catalog));
  }

  /** Events on their way to the matcher by other keys. */
  static OutputTag<RoutedEvent> elsewhere(Catalog catalog) {
    return new OutputTag<>("elsewhere", routedType(catalog));
  }

  /**
   * The alerts of the rules over the events.
   *
   * @param streams the catalog's, with watermarks; each goes from its own task to the matcher
   * @param updates what passed the gate, in the order of the control topic
   * @param bootstrap the rules a fresh start has before its first event
   * @param reader the parser of rules, for the catalog's streams
   */
  public static Matched alerts(
      List<? extends DataStream<Event>> streams,
      DataStream<RuleUpdate> updates,
      Catalog catalog,
      RuleBootstrap bootstrap,
      RuleReader reader,
      MatchOptions options) {
    DataStream<RuleUpdate> rules = updates.broadcast();
    return alerts(
        byOwnKeys(streams, catalog),
        new Matchers(bootstrap, reader, catalog, options),
        (events, matcher) ->
            events
                .keyBy(RoutedEvent::key, Types.STRING)
                .connect(rules)
                .transform(matcher.share().operator(), Alert.TYPE, matcher));
  }

  /**
   * The alerts of rules that never change. Where everything has one subtask, a reading is matched
   * in the task that it comes from, and is never serialized.
   *
   * @param streams the catalog's, with watermarks
   * @param rules all of them
   * @param reader the parser of rules, for the catalog's streams
   */
  public static Matched alerts(
      List<? extends DataStream<Event>> streams,
      Catalog catalog,
      RuleBootstrap rules,
      RuleReader reader,
      MatchOptions options) {
    return alerts(
        byOwnKeys(streams, catalog),
        new Matchers(rules, reader, catalog, options),
        (events, matcher) ->
            byKey(events).transform(matcher.share().operator(), Alert.TYPE, matcher));
  }

  private static Matched alerts(
      DataStream<RoutedEvent> events,
      Matchers matchers,
      BiFunction<DataStream<RoutedEvent>, MatchOperator, SingleOutputStreamOperator<Alert>>
          attach) {
    long checkpoints = events.getExecutionEnvironment().getCheckpointInterval();
    SingleOutputStreamOperator<Alert> match =
        attach.apply(events, matchers.of(Share.OWN_KEYS, checkpoints)).uid(MATCH_UID);
    DataStream<RoutedEvent> routed = match.getSideOutput(elsewhere(matchers.catalog()));
    SingleOutputStreamOperator<Alert> elsewhere =
        attach.apply(routed, matchers.of(Share.OTHER_KEYS, checkpoints)).uid(OTHER_KEYS_UID);
    return new Matched(List.of(match, elsewhere), matchers.catalog());
  }

  /** Where one subtask sends to one, all events are with the right one as they are. */
  private static KeyedStream<RoutedEvent, String> byKey(DataStream<RoutedEvent> events) {
    boolean one =
        events.getParallelism() == 1 && events.getExecutionEnvironment().getParallelism() == 1;
    return one
        ? DataStreamUtils.reinterpretAsKeyedStream(events, RoutedEvent::key, Types.STRING)
        : events.keyBy(RoutedEvent::key, Types.STRING);
  }

  /**
   * All streams in one, each put under its key where it comes from: a union is chained to nothing.
   */
  private static DataStream<RoutedEvent> byOwnKeys(
      List<? extends DataStream<Event>> streams, Catalog catalog) {
    DataStream<RoutedEvent> all = null;
    int number = 0;
    for (DataStream<Event> stream : streams) {
      number++;
      DataStream<RoutedEvent> keyed =
          stream
              .map(new OwnKey())
              .returns(routedType(catalog))
              .name("own key")
              .uid(number == 1 ? OWN_KEY_UID : OWN_KEY_UID + "-" + number)
              .setParallelism(stream.getParallelism());
      all = all == null ? keyed : all.union(keyed);
    }
    if (all == null) {
      throw new IllegalArgumentException("nothing to match: no stream");
    }
    return all;
  }

  /** What the matchers of all shares are made of. */
  private record Matchers(
      RuleBootstrap bootstrap, RuleReader reader, Catalog catalog, MatchOptions options) {
    MatchOperator of(Share share, long checkpointInterval) {
      return new MatchOperator(share, bootstrap, reader, catalog, options, checkpointInterval);
    }
  }
}
