package dev.vigil.bench.study;

import dev.vigil.alert.Alert;
import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.match.MatchOptions;
import dev.vigil.match.Matching;
import dev.vigil.rule.Catalog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Rules, and tumbling windows of a minute, over readings as they arrive. */
final class DisorderJob {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private DisorderJob() {}

  /**
   * Adds the job to the environment.
   *
   * @param bound milliseconds by which event time is behind the latest reading
   */
  static void build(StreamExecutionEnvironment environment, Outcome outcome, long bound) {
    Catalog catalog = Catalog.of(DisorderedReadings.schema());
    String run = outcome.name();
    environment.setParallelism(1);
    DataStream<Event> readings =
        environment.fromSource(
            new DataGeneratorSource<>(
                number -> Outcome.named(run).readings().get(Math.toIntExact(number)),
                outcome.readings().size(),
                Matching.eventType(catalog)),
            WatermarkStrategy.<Event>forGenerator(unused -> new EachReading(bound))
                .withTimestampAssigner((event, unused) -> event.timestamp()),
            "readings");
    List<RuleUpdate> rules = DisorderedReadings.rules();
    Matching.alerts(
            List.of(readings),
            environment.fromData(rules, ControlTypes.UPDATE),
            catalog,
            RuleBootstrap.of(rules),
            RuleReader.of(catalog),
            MatchOptions.DEFAULT)
        .alerts()
        .filter(
            (Alert alert) -> {
              Outcome.named(run).alert(alert);
              return false;
            })
        .sinkTo(new DiscardingSink<>());
    readings
        .keyBy(event -> Objects.requireNonNull(event.getText(0)), Types.STRING)
        .window(TumblingEventTimeWindows.of(WINDOW))
        .process(new Summing(run), Types.LONG)
        .sinkTo(new DiscardingSink<>());
  }

  /** Event time goes on with each reading, so that a run is always the same. */
  private static final class EachReading implements WatermarkGenerator<Event> {
    private final long bound;
    private long latest = Long.MIN_VALUE;

    EachReading(long bound) {
      this.bound = bound;
    }

    @Override
    public void onEvent(Event event, long timestamp, WatermarkOutput output) {
      if (timestamp > latest) {
        latest = timestamp;
        output.emitWatermark(new Watermark(latest - bound - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // Event time depends on readings alone.
    }
  }

  private static final class Summing
      extends ProcessWindowFunction<Event, Long, String, TimeWindow> {
    private final String run;

    Summing(String run) {
      this.run = run;
    }

    @Override
    public void process(
        String station, Context context, Iterable<Event> events, Collector<Long> out) {
      long count = 0;
      double sum = 0;
      for (Event event : events) {
        count++;
        sum += event.getDouble(0);
      }
      Outcome.named(run)
          .window(
              new Outcome.Window(station, context.window().getStart()),
              new Outcome.Sum(count, sum));
    }
  }
}
