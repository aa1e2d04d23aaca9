package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * README.md from its first command to its last, on the servers of the tests. A command that nothing
 * here knows how to hold fails it.
 */
class ReadmeIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void commands_do_what_the_readme_says() throws Exception {
    Readme readme = Readme.read();
    List<String> commands = readme.commands();
    Set<String> held = new HashSet<>();
    try (ReadmeWorkplace workplace = ReadmeWorkplace.open()) {
      for (String command : commands) {
        hold(readme, command, workplace);
        held.add(command.split(" ", 2)[0]);
        if (command.equals("./vigil publish rules")) {
          readingRaisesTheAlert(readme, workplace);
        }
      }
    }
    assertThat(held).containsExactlyInAnyOrder("./vigil", "mvn", "flink", "docker-compose");
  }

  private static void hold(Readme readme, String command, ReadmeWorkplace workplace)
      throws Exception {
    if (command.startsWith("mvn ")) {
      // This very build: what else it could say, nothing here runs.
      assertThat(command).isIn("mvn verify", "mvn -DskipTests package");
      assertThat(Files.readString(Path.of(".ci/run"))).containsPattern("\nmvn .*verify\n");
    } else if (command.startsWith("docker-compose ")) {
      // Without an engine; ComposeTest has the tool itself read the file.
      assertThat(command).isEqualTo("docker-compose up --detach");
    } else if (command.startsWith("./vigil demo")) {
      // DemoIT runs it to its end.
      assertThat(command).isEqualTo("./vigil demo");
    } else if (command.startsWith("./vigil run")) {
      workplace.startJob(command);
    } else if (command.startsWith("flink run ")) {
      workplace.stopJob();
      workplace.runOnCluster(command);
    } else if (command.startsWith("./vigil ")) {
      shows(workplace.run(command), readme.output(command));
    } else {
      fail("nothing runs the README's command: " + command);
    }
  }

  /** Every line that is shown is printed, but for its numbers. */
  static void shows(String printed, List<String> shown) {
    List<String> lines = printed.lines().map(ReadmeIT::withoutNumbers).toList();
    assertThat(lines)
        .containsAll(
            shown.stream()
                .filter(line -> !line.equals("…"))
                .map(ReadmeIT::withoutNumbers)
                .toList());
  }

  private static String withoutNumbers(String line) {
    return line.replaceAll("[0-9]+", "0").replaceAll(" +", " ");
  }

  /** The reading of the README, once a minute, and the alert of the README. */
  private static void readingRaisesTheAlert(Readme readme, ReadmeWorkplace workplace)
      throws Exception {
    List<String> shown = readme.blocks("json");
    assertThat(shown).hasSize(3);
    workplace.send(JSON.readTree(shown.get(1)));
    JsonNode alert = workplace.awaitAlert("pm25-sustained");
    assertThat(alert.path("vigil").path("latency_ms").asLong()).isPositive();
    assertThat(alert.path("rule").path("version").asText()).matches("\\d+");
    assertThat(comparable(alert)).isEqualTo(comparable(JSON.readTree(shown.get(2))));
  }

  /** Without what differs from run to run: when it was written, and the revision in the topic. */
  private static JsonNode comparable(JsonNode alert) {
    ObjectNode copy = alert.deepCopy();
    copy.withObject("/vigil").remove("latency_ms");
    copy.withObject("/rule").remove("version");
    return copy;
  }
}
