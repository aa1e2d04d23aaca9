package dev.vigil.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.rule.RuleFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo as the launcher starts it, with the jars that this build has made. */
class DemoIT {
  @TempDir private Path directory;

  @Test
  void demo_accounts_for_every_reading_and_leaves_nothing_behind() throws Exception {
    try (RunningDemo demo = RunningDemo.start(directory, "--seconds", "15")) {
      demo.awaitLine("streaming readings");
      assertThat(demo.servers())
          .containsExactlyInAnyOrder("kafka", "elasticsearch", "jobmanager", "taskmanager-1");
      assertThat(demo.awaitEnd()).as(demo.said()).isZero();
      assertThat(demo.servers()).isEmpty();
      assertThat(demo.errors()).isEmpty();
      assertThat(demo.lines())
          .anyMatch(line -> line.startsWith("rule pm25-sustained: threshold raised from 75 to 90"));
      JsonNode report = report(demo);
      assertThat(report.path("readings").asLong()).isGreaterThan(5_000);
      assertThat(report.path("readings").asLong())
          .isEqualTo(report.path("evaluated").asLong() + report.path("dead_letters").asLong());
      assertThat(report.path("dead_letters").asLong()).isPositive();
      assertThat(report.path("rules_active").asInt())
          .isEqualTo(RuleFiles.list(List.of(Path.of("rules"))).size());
      assertThat(report.path("alerts_indexed").asLong()).isPositive();
      assertThat(report.path("rule_updates").asLong()).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource({"starting Elasticsearch,INT,130", "streaming readings,TERM,143"})
  void demo_that_is_stopped_ends_its_servers(String when, String signal, int code)
      throws Exception {
    try (RunningDemo demo = RunningDemo.start(directory)) {
      demo.awaitLine(when);
      assertThat(demo.servers()).contains("kafka");
      demo.signal(signal);
      assertThat(demo.awaitEnd()).as(demo.said()).isEqualTo(code);
      assertThat(demo.servers()).isEmpty();
      assertThat(demo.errors()).isEmpty();
      JsonNode report = report(demo);
      assertThat(report.path("readings").asLong())
          .isEqualTo(report.path("evaluated").asLong() + report.path("dead_letters").asLong());
    }
  }

  private static JsonNode report(RunningDemo demo) throws Exception {
    List<String> lines = demo.lines();
    JsonNode report = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(
            "readings",
            "evaluated",
            "dead_letters",
            "rules_active",
            "alerts_indexed",
            "rule_updates");
    return report;
  }
}
