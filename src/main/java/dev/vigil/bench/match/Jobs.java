package dev.vigil.bench.match;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.Action;
import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import dev.vigil.match.MatchOptions;
import dev.vigil.match.Matching;
import dev.vigil.rule.Catalog;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.util.Collector;

/** The jobs that every suite has. */
final class Jobs {
  private static final RuleUpdate NO_RULE = new RuleUpdate("none", RuleUpdate.DIRECTORY, null);

  private Jobs() {}

  /** Distributes the readings by station, and nothing else: the limit. */
  static DataStream<Long> none(DataStream<Event> readings) {
    return byStation(readings)
        .flatMap(
            (Event event, Collector<Long> out) -> {
              if (event.timestamp() < 0) {
                out.collect(0L);
              }
            })
        .returns(Types.LONG);
  }

  /** Vigil, which hosts all rules. */
  static DataStream<Long> vigil(
      DataStream<Event> readings, Schema schema, List<RuleUpdate> rules, MatchOptions options) {
    Catalog catalog = Catalog.of(schema);
    List<RuleUpdate> published = rules.isEmpty() ? List.of(NO_RULE) : rules; // Flink takes no empty
    return Matching.alerts(
            List.of(readings),
            readings.getExecutionEnvironment().fromData(published, ControlTypes.UPDATE),
            catalog,
            RuleBootstrap.of(rules),
            RuleReader.of(catalog),
            options)
        .alerts(Jobs::hashes);
  }

  private static DataStream<Long> hashes(DataStream<Alert> alerts) {
    return alerts
        .flatMap(
            (Alert alert, Collector<Long> out) -> {
              if (alert.action() != Action.RESOLVE) {
                String station = alert.key().getOrDefault("station", "");
                out.collect(Tally.hash(alert.rule(), station, alert.start(), alert.timestamp()));
              }
            })
        .returns(Types.LONG);
  }

  static KeyedStream<Event, String> byStation(DataStream<Event> readings) {
    return readings.keyBy(Workload::station, Types.STRING);
  }
}
