package dev.vigil.bench;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.Action;
import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.match.MatchOptions;
import dev.vigil.match.Matching;
import dev.vigil.rule.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.util.Collector;

/** What is measured: readings in, a hash of each match out. */
enum Engine {
  /** A job that only distributes the readings by station: the limit. */
  NONE {
    @Override
    DataStream<Long> matches(DataStream<Event> readings, List<BenchRule> rules) {
      return byStation(readings)
          .flatMap(
              (Event event, Collector<Long> out) -> {
                if (event.timestamp() < 0) {
                  out.collect(0L);
                }
              })
          .returns(Types.LONG);
    }
  },

  /** One operator that hosts all rules. */
  VIGIL {
    @Override
    DataStream<Long> matches(DataStream<Event> readings, List<BenchRule> rules) {
      List<RuleUpdate> updates = new ArrayList<>();
      for (BenchRule rule : rules) {
        updates.add(new RuleUpdate(rule.id(), RuleUpdate.DIRECTORY, rule.yaml()));
      }
      return Matching.alerts(
              readings,
              readings.getExecutionEnvironment().fromData(updates, ControlTypes.UPDATE),
              CATALOG,
              RuleBootstrap.of(updates),
              RuleReader.of(CATALOG),
              MatchOptions.DEFAULT)
          .flatMap(
              (Alert alert, Collector<Long> out) -> {
                if (alert.action() != Action.RESOLVE) {
                  String station = alert.key().getOrDefault("station", "");
                  out.collect(Tally.hash(alert.rule(), station, alert.start(), alert.timestamp()));
                }
              })
          .returns(Types.LONG);
    }
  },

  /** One operator of Flink's a rule, as a job is written without Vigil. */
  STATIC {
    @Override
    DataStream<Long> matches(DataStream<Event> readings, List<BenchRule> rules) {
      KeyedStream<Event, String> keyed = byStation(readings);
      List<DataStream<Long>> matches = new ArrayList<>();
      for (BenchRule rule : rules) {
        matches.add(
            CEP.pattern(keyed, StaticPattern.of(rule))
                .inEventTime()
                .process(new Hashes(rule.id()), Types.LONG));
      }
      DataStream<Long> first = matches.get(0);
      for (DataStream<Long> other : matches.subList(1, matches.size())) {
        first = first.union(other);
      }
      return first;
    }
  };

  static final Catalog CATALOG = Catalog.of(BenchReadings.SCHEMA);

  abstract DataStream<Long> matches(DataStream<Event> readings, List<BenchRule> rules);

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static KeyedStream<Event, String> byStation(DataStream<Event> readings) {
    return readings.keyBy(BenchReadings::station, Types.STRING);
  }

  private static final class Hashes extends PatternProcessFunction<Event, Long> {
    private final String rule;

    Hashes(String rule) {
      this.rule = rule;
    }

    @Override
    public void processMatch(Map<String, List<Event>> match, Context context, Collector<Long> out) {
      long start = Long.MAX_VALUE;
      String station = "";
      for (List<Event> events : match.values()) {
        for (Event event : events) {
          start = Math.min(start, event.timestamp());
          station = BenchReadings.station(event);
        }
      }
      out.collect(Tally.hash(rule, station, start, context.timestamp()));
    }
  }
}
