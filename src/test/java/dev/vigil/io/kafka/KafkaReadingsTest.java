package dev.vigil.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Source;
import dev.vigil.io.StreamSpec;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaReadingsTest {
  @Test
  void partitions_areKeptInStep_whereConfSaysHowFarApartTheyMayBe() {
    WatermarkAlignmentParams params = alignment("topics: [air], max_drift: 10m");
    assertThat(params.isEnabled()).isTrue();
    assertThat(params.getMaxAllowedWatermarkDrift()).isEqualTo(600_000);
    assertThat(params.getWatermarkGroup())
        .isEqualTo(alignment("topics: [x], max_drift: 1m").getWatermarkGroup());
    assertThat(alignment("topics: [air]").isEnabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'', 50", "', fetch.max.wait.ms: 500', 500"})
  void emptyPartitions_holdUpTheOthersBriefly_unlessConfSaysHowLong(String kafka, String wait) {
    KafkaReadings source = (KafkaReadings) stream("topics: [air]", kafka).source();
    assertThat(source.properties()).containsEntry("fetch.max.wait.ms", wait);
  }

  private static WatermarkAlignmentParams alignment(String source) {
    StreamSpec stream = stream(source, "");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    var readings = stream.source().open(env, stream);
    return ((SourceTransformation<?, ?, ?>) readings.getTransformation())
        .getWatermarkStrategy()
        .getAlignmentParameters();
  }

  private static StreamSpec stream(String source, String kafka) {
    return stream(source, kafka, "");
  }

  /** A stream of air, with one more line. */
  static StreamSpec stream(String source, String kafka, String more) {
    String conf =
        """
        streams:
          air:
            kafka: {%s}
            time: {field: ts}
            key: [station]
            fields: {station: string, pm25: double}
            %s
        rules: {directory: rules}
        alerts: {console: true}
        kafka: {bootstrap.servers: "localhost:9092"%s}
        """
            .formatted(source, more, kafka);
    return Conf.parse(new Source("vigil.yaml", conf)).conf().orElseThrow().streams().get(0);
  }
}
