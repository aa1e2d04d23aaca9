package dev.vigil.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
