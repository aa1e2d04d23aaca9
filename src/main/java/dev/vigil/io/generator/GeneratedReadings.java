package dev.vigil.io.generator;

import dev.vigil.io.ReadingSource;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Decoder;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Received;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * Made-up readings, in one subtask: event time goes through all stations in turn.
 *
 * @param setting what is made
 * @param perSecond slots a second of wall-clock time
 * @param count slots after which it ends; Long.MAX_VALUE for never
 */
public record GeneratedReadings(AirQuality setting, double perSecond, long count)
    implements ReadingSource {
  @Override
  public SingleOutputStreamOperator<Received> open(
      StreamExecutionEnvironment env, StreamSpec stream) {
    DataGeneratorSource<Long> slots =
        new DataGeneratorSource<>(
            slot -> slot, count, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
    return env.fromSource(slots, WatermarkStrategy.noWatermarks(), "slots of " + stream.name())
        .uid(stream.sourceUid())
        .setParallelism(1)
        .flatMap(new Deliver(setting, stream))
        .name("readings of " + stream.name())
        .uid(stream.sourceUid() + "-deliver")
        .returns(stream.type())
        .setParallelism(1)
        .assignTimestampsAndWatermarks(stream.watermarks())
        .name("event time of " + stream.name())
        .uid(stream.sourceUid() + "-time")
        .setParallelism(1);
  }

  @Override
  public String describe() {
    return "a generator of " + setting.stations() + " stations";
  }

  /** Delivers what a slot has, as records of a source named {@code generator}. */
  private static final class Deliver extends RichFlatMapFunction<Long, Received> {
    private final AirQuality setting;
    private final StreamSpec stream;
    private transient AirQualityGenerator generator;
    private transient Decoder decoder;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
    Deliver(AirQuality setting, StreamSpec stream) {
      this.setting = setting;
      this.stream = stream;
    }

    @Override
    public void open(OpenContext context) {
      generator = new AirQualityGenerator(setting);
      decoder = stream.decoding().decoder();
    }

    @Override
    public void flatMap(Long slot, Collector<Received> out) {
      long now = System.currentTimeMillis();
      int delivery = 0;
      for (Generated made : generator.at(slot)) {
        RawRecord raw =
            new RawRecord(
                "generator",
                delivery++,
                slot,
                made.timestamp(),
                made.station().getBytes(StandardCharsets.UTF_8),
                made.value());
        decoder.decode(raw, now, out::collect);
      }
    }
  }
}
