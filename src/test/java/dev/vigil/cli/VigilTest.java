package dev.vigil.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VigilTest {
  @Test
  void whatACommandPrints_isAllThereWhenItEnds(@TempDir Path folder) throws IOException {
    Path conf = Files.writeString(folder.resolve("conf.yaml"), "streams: {}\ncolour: red\n");
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      assertThat(Vigil.commandLine().execute("check", "--conf", conf.toString(), "rules"))
          .isEqualTo(1);
    } finally {
      System.setErr(before);
    }
    assertThat(err.toString(UTF_8)).contains("2:1: error: unknown key 'colour'").endsWith("\n");
  }

  /** The list of commands shows the first element of a description, and no more. */
  @Test
  void everyCommand_isSummedUpInOneSentence_inTheListOfCommands() {
    CommandLine vigil = Vigil.commandLine();
    vigil.setUsageHelpWidth(200);
    String list = vigil.getUsageMessage();
    assertThat(vigil.getSubcommands()).hasSizeGreaterThan(10);
    vigil
        .getSubcommands()
        .forEach(
            (name, command) -> {
              String summary = command.getCommandSpec().usageMessage().description()[0];
              assertThat(summary).as(name).matches("[A-Z][^.]*\\.");
              assertThat(list).containsPattern("  " + name + " +" + Pattern.quote(summary) + "\n");
            });
  }

  @Test
  void noText_isBrokenIntoLinesByHand() {
    Deque<CommandLine> commands = new ArrayDeque<>(List.of(Vigil.commandLine()));
    while (!commands.isEmpty()) {
      CommandLine command = commands.remove();
      commands.addAll(command.getSubcommands().values());
      List<String> lines =
          new ArrayList<>(List.of(command.getCommandSpec().usageMessage().description()));
      command
          .getCommandSpec()
          .options()
          .forEach(option -> lines.addAll(List.of(option.description())));
      assertThat(lines).as(command.getCommandName()).allMatch(line -> line.endsWith("."));
    }
  }
}
