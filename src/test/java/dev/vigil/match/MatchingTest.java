package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {
  private static final Schema AIR =
      Schema.of(
          "air", Map.of("station", FieldType.STRING, "pm25", FieldType.DOUBLE), List.of("station"));

  /** The tasks are: what reads, and a matcher for each share; or all in one. */
  @ParameterizedTest
  @CsvSource({"1,1", "2,3"})
  void rulesThatNeverChange_areMatchedWhereReadingsComeFrom_ifThatIsOneSubtask(
      int parallelism, int tasks) {
    Catalog catalog = Catalog.of(AIR);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
    DataStream<Event> readings =
        env.fromData(List.of(new Event(AIR, 1, "air-0", 0)), Matching.eventType(catalog))
            .setParallelism(1);
    Matching.alerts(
            List.of(readings),
            catalog,
            RuleBootstrap.of(List.of()),
            RuleReader.of(catalog),
            MatchOptions.DEFAULT)
        .alerts(alerts -> alerts.filter(alert -> false))
        .sinkTo(new DiscardingSink<>());
    assertThat(env.getStreamGraph().getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .filteredOn(task -> !task.startsWith("Sink"))
        .hasSize(tasks);
  }
}
