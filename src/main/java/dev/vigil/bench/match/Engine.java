package dev.vigil.bench.match;

import dev.vigil.event.Event;
import dev.vigil.match.MatchOptions;
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
    DataStream<Long> matches(DataStream<Event> readings, Workload workload, int rules) {
      return Jobs.none(readings);
    }
  },

  /** Vigil, which hosts all rules. */
  VIGIL {
    @Override
    DataStream<Long> matches(DataStream<Event> readings, Workload workload, int rules) {
      return Jobs.vigil(readings, workload.schema(), workload.rules(rules), MatchOptions.DEFAULT);
    }
  },

  /** Vigil without a rule: the same job, with nothing to match. */
  IDLE {
    @Override
    DataStream<Long> matches(DataStream<Event> readings, Workload workload, int rules) {
      return VIGIL.matches(readings, workload, 0);
    }
  },

  /** One operator of Flink's a rule, as a job is written without Vigil. */
  STATIC {
    @Override
    DataStream<Long> matches(DataStream<Event> readings, Workload workload, int rules) {
      KeyedStream<Event, String> keyed = Jobs.byStation(readings);
      List<DataStream<Long>> matches = new ArrayList<>();
      for (int rule = 0; rule < rules; rule++) {
        matches.add(
            CEP.pattern(keyed, workload.pattern(rule))
                .inEventTime()
                .process(new Hashes(workload.id(rule)), Types.LONG));
      }
      DataStream<Long> first = matches.get(0);
      for (DataStream<Long> other : matches.subList(1, matches.size())) {
        first = first.union(other);
      }
      return first;
    }
  };

  static final List<Engine> ALL = List.of(values());

  abstract DataStream<Long> matches(DataStream<Event> readings, Workload workload, int rules);

  String label() {
    return name().toLowerCase(Locale.ROOT);
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
          station = Workload.station(event);
        }
      }
      out.collect(Tally.hash(rule, station, start, context.timestamp()));
    }
  }
}
