package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The examples of testing-rules.md, run as it says. */
class TestingRulesDocsTest {
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("# (\\S+)\n");

  @TempDir Path folder;
  private String text;

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(Path.of("src/docs/testing-rules.md"));
    for (String block : blocks("yaml")) {
      assertThat(block).matches(found -> NAME.matcher(found).lookingAt());
      String name = block.substring("# ".length(), block.indexOf('\n'));
      Files.writeString(folder.resolve(name), block.substring(block.indexOf('\n') + 1));
    }
  }

  private List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2))
        .toList();
  }

  private String run(String file) {
    StringWriter out = new StringWriter();
    CommandLine line = Vigil.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.execute("test", folder.resolve(file).toString());
    return out.toString().replace(folder + "/", "rules/");
  }

  @Test
  void example_isToldAsShown() {
    assertThat(run("pm25_test.yaml")).isEqualTo(blocks("text").get(0));
  }

  @Test
  void exampleThatIsWrongByAMinute_isToldAsShown() throws IOException {
    Path file = folder.resolve("pm25_test.yaml");
    String right = Files.readString(file);
    assertThat(right).containsOnlyOnce("at: 20m");
    Files.writeString(file, right.replace("at: 20m", "at: 19m"));
    assertThat(run("pm25_test.yaml")).isEqualTo(blocks("text").get(1));
  }

  @Test
  void exampleOfSilence_holds() {
    assertThat(run("silent_test.yaml"))
        .endsWith("1 test in 1 file: 1 ok, 0 failed, 0 errors, 0 warnings\n");
  }

  @Test
  void exampleOfARollup_holds() {
    assertThat(run("hours_test.yaml"))
        .endsWith("2 tests in 1 file: 2 ok, 0 failed, 0 errors, 0 warnings\n");
  }

  @Test
  void everyOption_isTold() {
    Stream<OptionSpec> options =
        Vigil.commandLine().getSubcommands().get("test").getCommandSpec().options().stream();
    assertThat(options.map(OptionSpec::longestName))
        .filteredOn(name -> !List.of("--help", "--version").contains(name))
        .hasSize(6)
        .allMatch(name -> text.contains("| `" + name));
  }
}
