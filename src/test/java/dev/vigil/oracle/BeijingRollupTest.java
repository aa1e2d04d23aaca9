package dev.vigil.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vigil.SharedFiles;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.Event;
import dev.vigil.io.Intake;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Received;
import dev.vigil.match.Matching;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupResult;
import dev.vigil.rollup.RollupStream;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

/** The means of all days of four years at twelve stations, against a loop over the file. */
class BeijingRollupTest {
  private static final Queue<RollupResult> RESULTS = new ConcurrentLinkedQueue<>();
  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final String CONF =
      """
      streams:
        air:
          file: {paths: ["%s"]}
          format: csv
          nulls: [NA]
          time: {field: timestamp, format: iso8601}
          key: [station]
          fields: {station: string, pm25: double}
      rollups:
        daily: {from: air, window: {tumbling: 1d}, fields: [pm25], late: 1h}
      rules: {directory: rules}
      alerts: {console: true}
      """;

  @Test
  void daysOfFourYears_areThoseOfALoop() throws Exception {
    String file = SharedFiles.need(Beijing.FILE).toString();
    Conf conf = Conf.parse(new Source("conf", CONF.formatted(file))).conf().orElseThrow();
    RESULTS.clear();
    run(conf.streams().get(0), conf.rollups().get(0).rollup(), conf);

    Map<String, DoubleSummaryStatistics> days = new TreeMap<>();
    Map<String, Integer> readings = new HashMap<>();
    for (Beijing.Row row : Beijing.rows()) {
      String day = row.station() + " " + Math.floorDiv(row.time(), DAY);
      readings.merge(day, 1, Integer::sum);
      DoubleSummaryStatistics values =
          days.computeIfAbsent(day, unused -> new DoubleSummaryStatistics());
      if (row.known()) {
        values.accept(row.pm25());
      }
    }
    assertThat(RESULTS).hasSize(days.size()).hasSizeGreaterThan(17_000);
    int empty = 0;
    for (RollupResult result : RESULTS) {
      String day = result.key().get("station") + " " + result.start() / DAY;
      DoubleSummaryStatistics expected = days.get(day);
      assertThat(result.end() - result.start()).isEqualTo(DAY);
      assertThat(result.sequence()).isOne();
      assertThat(result.totals().count()).isEqualTo(readings.get(day).longValue());
      assertThat(result.totals().part(0, Rollup.Part.COUNT))
          .isEqualTo((double) expected.getCount());
      if (expected.getCount() == 0) {
        empty++;
        assertThat(result.totals().part(0, Rollup.Part.AVG)).isNaN();
      } else {
        assertThat(result.totals().part(0, Rollup.Part.MIN)).isEqualTo(expected.getMin());
        assertThat(result.totals().part(0, Rollup.Part.MAX)).isEqualTo(expected.getMax());
        assertThat(result.totals().part(0, Rollup.Part.AVG))
            .isCloseTo(expected.getAverage(), within(1e-12 * expected.getMax()));
      }
    }
    assertThat(empty).isPositive();
  }

  private static void run(StreamSpec stream, Rollup rollup, Conf conf) throws Exception {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, settings);
    TypeInformation<Event> type = Matching.eventType(conf.catalog());
    SingleOutputStreamOperator<Received> source = stream.source().open(environment, stream);
    SingleOutputStreamOperator<Event> intake =
        source.process(new Intake(stream.name(), type), type).setParallelism(1);
    RollupStream.of(rollup, intake, intake.getSideOutput(Intake.late(type)))
        .results()
        .map(
            result -> {
              RESULTS.add(result);
              return result;
            })
        .returns(RollupResult.TYPE)
        .sinkTo(new DiscardingSink<>());
    environment.execute();
  }
}
