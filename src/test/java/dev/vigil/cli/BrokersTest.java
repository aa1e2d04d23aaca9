package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that no command can ask. */
class BrokersTest {
  private static final String RULE = "rules/pm25-sustained.yaml";
  private static final String LOG_LEVEL = "vigil.log.level";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"rules", "publish " + RULE})
  void brokersThatDoNotAnswer_areNamed_andTheClientsSayNothing(String command) {
    String level = System.getProperty(LOG_LEVEL);
    System.clearProperty(LOG_LEVEL);
    StringWriter err = new StringWriter();
    try {
      int ended =
          Vigil.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute((command + " --bootstrap-server localhost:1 --timeout 1s").split(" ", -1));
      assertThat(ended).isEqualTo(2);
      assertThat(System.getProperty(LOG_LEVEL)).isEqualTo("error");
    } finally {
      if (level == null) {
        System.clearProperty(LOG_LEVEL);
      } else {
        System.setProperty(LOG_LEVEL, level);
      }
    }
    assertThat(err.toString())
        .startsWith("cannot read the topic ")
        .endsWith(" (Kafka at localhost:1)\n");
  }

  @Test
  void noRule_isNotPublished_andNobodyIsAsked() {
    StringWriter err = new StringWriter();
    int ended =
        Vigil.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute("publish", "--bootstrap-server", "localhost:1", directory.toString());
    assertThat(ended).isEqualTo(1);
    assertThat(err.toString())
        .contains("a folder without a rule file [no-rules]")
        .endsWith("nothing was published: there is no rule\n");
  }

  @ParameterizedTest
  @CsvSource({
    "rules, 2, ''",
    "publish " + RULE + ", 2, ''",
    "publish --delete pm25-sustained, 2, ''",
    "setup, 1, 'vigil setup: '",
    "run, 1, 'vigil run: '",
    "backtest " + RULE + " --kafka 24h, 1, 'cannot be read: '"
  })
  void brokersWhoseNameNobodyKnows_areSaidInALine(String command, int code, String before)
      throws IOException {
    Path conf =
        Files.writeString(
            directory.resolve("vigil.yaml"),
            Files.readString(Path.of("conf", "vigil.yaml"))
                .replace("localhost:9092", "nowhere.invalid:9092"));
    StringWriter err = new StringWriter();
    int ended =
        Vigil.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute((command + " --conf " + conf).split(" ", -1));
    assertThat(err.toString())
        .isEqualTo(
            before
                + "Kafka at nowhere.invalid:9092: No resolvable bootstrap urls given in"
                + " bootstrap.servers\n");
    assertThat(ended).isEqualTo(code);
  }
}
