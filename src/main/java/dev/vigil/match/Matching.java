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
import java.util.ArrayList;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Joins readings and rules into alerts: an operator that routes and one that matches. */
public final class Matching {
  /** What every match subtask says when an update is in force there. */
  public static final OutputTag<Acknowledgement> ACKNOWLEDGEMENTS =
      new OutputTag<>("acknowledgements", ControlTypes.ACKNOWLEDGEMENT);

  /** Near misses, and how much is kept; only where {@link MatchOptions#observed()} asks for it. */
  public static final OutputTag<Observation> OBSERVATIONS =
      new OutputTag<>(
          "observations", new VersionedType<>(Observation.class, new ObservationSerializer()));

  public static final String ROUTE_UID = "route";
  public static final String MATCH_UID = "match";

  private Matching() {}

  /** How events of the catalog's streams cross the network. */
  public static TypeInformation<Event> eventType(Catalog catalog) {
    return new VersionedType<>(
        Event.class, new EventSerializer(new ArrayList<>(catalog.schemas())));
  }

  /**
   * Events that came after the matcher's clock had passed them, once for each key spec: only of a
   * source that was idle while others went on, whose own clock had stood still.
   */
  public static OutputTag<Event> late(Catalog catalog) {
    return new OutputTag<>("late", eventType(catalog));
  }

  /**
   * The alerts of the rules over the events.
   *
   * @param events all streams of the catalog, with watermarks
   * @param updates what passed the gate, in the order of the control topic
   * @param bootstrap the rules a fresh start has before its first event
   * @param reader the parser of rules, for the catalog's streams
   */
  public static SingleOutputStreamOperator<Alert> alerts(
      DataStream<Event> events,
      DataStream<RuleUpdate> updates,
      Catalog catalog,
      RuleBootstrap bootstrap,
      RuleReader reader,
      MatchOptions options) {
    DataStream<RuleUpdate> rules = updates.broadcast();
    TypeInformation<RoutedEvent> routed =
        new VersionedType<>(
            RoutedEvent.class, new RoutedEventSerializer(new ArrayList<>(catalog.schemas())));
    return events
        .connect(rules)
        .transform("route", routed, new RouteOperator(bootstrap, reader))
        .uid(ROUTE_UID)
        .setParallelism(events.getParallelism())
        .keyBy(RoutedEvent::key, Types.STRING)
        .connect(rules)
        .transform("match", Alert.TYPE, new MatchOperator(bootstrap, reader, catalog, options))
        .uid(MATCH_UID);
  }
}
