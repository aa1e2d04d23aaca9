package dev.vigil.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionTimeTest {
  private static final String EXACTLY_ONCE = "alerts: {kafka: {topic: al, delivery: exactly_once}}";
  private static final String ROLLED_UP =
      """
      alerts: {console: true}
      rollups:
        one:
          from: air
          window: {tumbling: 1m}
          fields: [pm25]
          to: {kafka: {topic: rolled, delivery: exactly_once}}
      """;

  @TempDir private Path directory;

  @Test
  void longCheckpointInterval_isRefusedBeforeAnyServerIsAsked() throws Exception {
    Submission submission =
        submission(EXACTLY_ONCE + "\nflink: {execution.checkpointing.interval: 15m}");
    assertThatThrownBy(() -> submission.prepare(submission.settings(new Configuration())))
        .isInstanceOf(Submission.Refusal.class)
        .hasMessage(
            directory.resolve("vigil.yaml")
                + ": Kafka topic al is sent exactly_once, and brokers drop alerts or results whose"
                + " transaction times out before a checkpoint commits it:"
                + " execution.checkpointing.interval 900s, and twice"
                + " execution.checkpointing.timeout 240s come to 1380s, and transaction.timeout.ms"
                + " is 600000 (600s); make the former shorter under flink, or the latter longer"
                + " under kafka, up to the brokers' transaction.max.timeout.ms\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "execution.checkpointing.interval: 2m, execution.checkpointing.timeout: 4m|600000|interval 120s",
        "execution.checkpointing.timeout: 10m|600000|timeout 600s",
        "execution.checkpointing.min-pause: 2m|600000|min-pause 120s",
        "state.backend.type: rocksdb|490000|is 490000 (490s)",
        "execution.checkpointing.interval: 0s|600000|nothing is committed without checkpoints",
        "state.backend.type: rocksdb|10 minutes|transaction.timeout.ms is '10 minutes'",
        "execution.checkpointing.interval: soon|600000|execution.checkpointing.interval",
      })
  void transactions_thatMayTimeOut_areRefused(String flink, String timeout, String said)
      throws Exception {
    for (String sinks : new String[] {EXACTLY_ONCE, ROLLED_UP}) {
      Submission submission = submission(sinks + "\nflink: {" + flink + "}", timeout);
      assertThatThrownBy(() -> check(submission))
          .isInstanceOf(Submission.Refusal.class)
          .hasMessageContaining(said);
    }
  }

  @Test
  void clusterWithLongCheckpoints_isRefusedToo() throws Exception {
    Submission submission = submission(EXACTLY_ONCE);
    Configuration given =
        Configuration.fromMap(Map.of("execution.checkpointing.timeout", "10 min"));
    assertThatThrownBy(
            () -> TransactionTime.check(submission.conf(), submission.clusterSettings(given)))
        .isInstanceOf(Submission.Refusal.class)
        .hasMessageContaining("execution.checkpointing.timeout 600s");
  }

  @Test
  void defaults_pass() {
    assertThatCode(() -> check(submission(EXACTLY_ONCE))).doesNotThrowAnyException();
    assertThatCode(() -> check(submission(ROLLED_UP))).doesNotThrowAnyException();
  }

  @Test
  void documentedTimes_pass() throws Exception {
    String docs = Files.readString(Path.of("src", "docs", "operating.md"));
    String block = docs.substring(docs.indexOf("flink:\n  execution.checkpointing.timeout"));
    String[] written = block.substring(0, block.indexOf("```")).split("kafka:\n", -1);
    String timeout = written[1].replace("transaction.timeout.ms:", "").trim();
    assertThatThrownBy(() -> check(submission(EXACTLY_ONCE + "\n" + written[0])))
        .isInstanceOf(Submission.Refusal.class);
    assertThatCode(() -> check(submission(EXACTLY_ONCE + "\n" + written[0], timeout)))
        .doesNotThrowAnyException();
  }

  @Test
  void sinksThatSendOnceOrMoreOften_haveNoTransactions() {
    assertThatCode(
            () ->
                check(
                    submission(
                        "alerts: {kafka: {topic: al}}\n"
                            + "flink: {execution.checkpointing.interval: 15m}")))
        .doesNotThrowAnyException();
  }

  private static void check(Submission submission) throws Submission.Refusal {
    TransactionTime.check(submission.conf(), submission.settings(new Configuration()));
  }

  private Submission submission(String rest) throws IOException, Submission.Refusal {
    return submission(rest, "");
  }

  private Submission submission(String rest, String timeout)
      throws IOException, Submission.Refusal {
    String conf =
        """
        streams:
          air:
            kafka: {topics: [readings]}
            time: {field: ts}
            key: [station]
            fields: {station: string, pm25: double}
        rules: {topic: rules}
        kafka:
          bootstrap.servers: "127.0.0.1:1"
        """
            + (timeout.isEmpty() ? "" : "  transaction.timeout.ms: \"" + timeout + "\"\n")
            + rest
            + "\n";
    return Submission.read(Files.writeString(directory.resolve("vigil.yaml"), conf));
  }
}
