package dev.vigil.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.io.Intake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented metrics are those that the running job shows to Prometheus, with their labels. */
class MetricsIT {
  private static final String PREFIX = "flink_taskmanager_job_task_operator_";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(vigil_\\w+)` \\| (?:counter|gauge) \\| \\w+ \\|([^|]*)\\|");
  private static final Pattern LABEL =
      Pattern.compile("[{,](stream|reason|rule|rollup)=\"([^\"]*)\"");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @TempDir Path directory;
  private long sent;

  private static Map<String, Set<String>> documented() throws IOException {
    Map<String, Set<String>> metrics = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("src/docs/metrics.md")));
    while (row.find()) {
      Set<String> labels = new TreeSet<>();
      NAME.matcher(row.group(2)).results().map(name -> name.group(1)).forEach(labels::add);
      metrics.put(PREFIX + row.group(1), labels);
    }
    return metrics;
  }

  private static Map<String, Set<String>> shown(RealJob job) throws Exception {
    Map<String, Set<String>> metrics = new TreeMap<>();
    for (String metric : job.metrics().keySet()) {
      int brace = metric.indexOf('{');
      if (brace > 0 && metric.substring(0, brace).contains("_vigil_")) {
        Set<String> labels = new TreeSet<>();
        LABEL.matcher(metric).results().map(label -> label.group(1)).forEach(labels::add);
        metrics.put(metric.substring(0, brace), labels);
      }
    }
    return metrics;
  }

  @Test
  void documentedMetrics_areThoseOfTheRunningJob() throws Exception {
    try (RealJob job = new RealJob(directory)) {
      job.publish("pm25-high", "rule: pm25-high\nwhen: pm25 > 50\nfor: 1m\n");
      job.send(
          0,
          null,
          "{\"ts\":\"2026-01-01T00:00:00Z\",\"station\":\"A\",\"pm25\":1}".getBytes(UTF_8));
      job.start(UnaryOperator.identity());
      job.await("the reading", () -> job.count(Intake.READINGS) == 1);
      job.await("the rule's metrics", () -> shown(job).keySet().containsAll(documented().keySet()));
      assertThat(shown(job)).isEqualTo(documented()).hasSizeGreaterThan(15);
      assertThat(job.metrics().keySet())
          .flatExtracting(
              metric -> LABEL.matcher(metric).results().map(MatchResult::group).toList())
          .anyMatch(label -> label.endsWith("rule=\"pm25-high\""))
          .anyMatch(label -> label.endsWith("reason=\"wrong-type\""));
    }
  }

  @Test
  void ruleMetrics_goOnWithTheNextRevision() throws Exception {
    try (RealJob job = new RealJob(directory)) {
      job.publish("pm25-high", "rule: pm25-high\nsequence:\n  - begin: a\n    where: pm25 > 50\n");
      job.start(UnaryOperator.identity());
      job.await("the first match", () -> sendHigh(job) && matches(job) > 0);
      double before = matches(job);
      job.publish("pm25-high", "rule: pm25-high\nsequence:\n  - begin: a\n    where: pm25 > 60\n");
      job.await("twice as many", () -> sendHigh(job) && matches(job) > 2 * before + 10);
    }
  }

  private boolean sendHigh(RealJob job) throws Exception {
    sent += 60;
    for (int partition = 0; partition < RealJob.PARTITIONS; partition++) {
      String time = Instant.ofEpochSecond(1_767_225_600 + sent).toString();
      job.send(
          partition,
          null,
          "{\"ts\":\"%s\",\"station\":\"A\",\"pm25\":99}".formatted(time).getBytes(UTF_8));
    }
    job.flush();
    return true;
  }

  private static double matches(RealJob job) throws Exception {
    double matches = 0;
    for (Map.Entry<String, Double> metric : job.metrics().entrySet()) {
      if (metric.getKey().startsWith(PREFIX + "vigil_rule_matches{")) {
        matches += metric.getValue();
      }
    }
    return matches;
  }
}
