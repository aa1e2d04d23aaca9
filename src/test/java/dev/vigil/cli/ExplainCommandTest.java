package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int explain(String... arguments) {
    CommandLine line = Vigil.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void rule_isFoundByItsFileAndByItsId() {
    assertThat(explain("rules/pm25-sustained.yaml")).isZero();
    String byFile = out.toString();
    out.getBuffer().setLength(0);
    assertThat(explain("pm25-sustained")).isZero();
    assertThat(out)
        .hasToString(byFile)
        .asString()
        .startsWith("pm25-sustained · warning\n")
        .contains(".notFollowedBy(\"fall\")", "dropped when the key has been silent for 1w");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void conf_thatIsADirectory_isNamed() {
    assertThat(explain("--conf", folder.toString(), "rules/pm25-sustained.yaml")).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo("cannot be read or written: " + folder + ": is a directory");
  }

  @Test
  void graphAndPicture_areOfTheSameRule() throws IOException {
    Path picture = folder.resolve("rule.svg");
    assertThat(explain("--dot", "--svg", picture.toString(), "wildfire-smoke")).isZero();
    assertThat(out.toString()).startsWith("digraph \"wildfire-smoke\" {\n").endsWith("}\n");
    assertThat(Files.readString(picture)).startsWith("<svg ").contains(">plumes</text>");
  }

  @Test
  void commandsOfItsPage_doAsTheyStand() throws IOException {
    List<String> commands =
        Files.readAllLines(Path.of("src/docs/explain.md")).stream()
            .filter(line -> line.startsWith("vigil "))
            .map(line -> line.replace("rule.svg", folder.resolve("rule.svg").toString()))
            .toList();
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      List<String> words = List.of(command.split(" ", -1));
      assertThat(words.get(1)).isEqualTo("explain");
      assertThat(explain(words.subList(2, words.size()).toArray(String[]::new)))
          .as(command)
          .isZero();
    }
    assertThat(folder.resolve("rule.svg")).isNotEmptyFile();
    for (String title :
        List.of("Readings", "Signals", "Stages", "Pattern", "Index", "Alert", "State of a key")) {
      assertThat(Files.readString(Path.of("src/docs/explain.md"))).contains("| " + title + " |");
      assertThat(out.toString()).contains("\n" + title);
    }
  }

  @Test
  void paceOfReadings_changesTheStateReckoned() {
    assertThat(explain("--every", "10s", "pm25-spike-then-drop")).isZero();
    assertThat(out.toString())
        .contains("State of a key, at a reading every 10s\n")
        .contains("median(pm25, '30m'): the readings of 30m (4344 B)\n");
    assertThat(explain("--every", "soon", "pm25-sustained")).isEqualTo(2);
  }

  @Test
  void ruleThatIsWrongOrNotThere_exitsWithOne() throws IOException {
    assertThat(explain("no-such-rule")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("no good rule 'no-such-rule' in rules\n");
    Path wrong = Files.writeString(folder.resolve("a.yaml"), "rule: a\nwhen: pm2 > 75\n");
    assertThat(explain(wrong.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(wrong + ":2:7: error: ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void pictureOfTwoRules_isWrongUsage() throws IOException {
    String two = "rule: a\nwhen: pm25 > 75\n---\nrule: b\nwhen: pm25 > 80\n";
    Path file = Files.writeString(folder.resolve("two.yaml"), two);
    String picture = folder.resolve("rule.svg").toString();
    assertThat(explain("--svg", picture, file.toString())).isEqualTo(2);
    assertThat(Path.of(picture)).doesNotExist();
  }
}
