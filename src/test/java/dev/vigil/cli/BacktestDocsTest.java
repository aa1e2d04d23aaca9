package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What src/docs/backtest.md shows is what its commands print. */
class BacktestDocsTest {
  private static final Path DOCS = Path.of("src/docs/backtest.md");

  @TempDir Path directory;

  @Test
  void commands_ofTheDocs_printWhatTheDocsShow() throws IOException {
    Files.writeString(directory.resolve("air.csv"), blocks("csv").get(0));
    String rule = blocks("yaml").get(0);
    Files.writeString(directory.resolve("pm25-high.yaml"), rule);
    Files.writeString(directory.resolve("old.yaml"), rule.replace("75", "85"));
    List<String> commands = blocks("sh");
    List<String> shown = blocks("text");
    assertThat(commands).hasSize(3);
    assertThat(shown).hasSize(3);
    for (int i = 0; i < commands.size(); i++) {
      assertThat(printed(commands.get(i))).isEqualTo(timeless(shown.get(i)));
    }
  }

  private String printed(String command) {
    String[] arguments =
        Pattern.compile(" ")
            .splitAsStream(command.strip())
            .skip(1)
            .map(
                word -> word.matches(".*\\.(csv|yaml)") ? directory.resolve(word).toString() : word)
            .toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    var line = Vigil.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    assertThat(line.execute(arguments)).as(err.toString()).isZero();
    return timeless(out.toString());
  }

  /** Without what differs from run to run. */
  private static String timeless(String text) {
    return text.replaceAll("took .*", "took").replaceAll("peak .*", "peak").strip();
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(DOCS))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
