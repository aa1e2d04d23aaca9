package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the script {@code vigil} hands to Java, on a terminal of 77 columns. */
class LauncherTest {
  private static final Path TERMINAL = Path.of("/usr/bin/script");

  @TempDir Path home;

  /** A home that is built, and a Java that tells its arguments. */
  @BeforeEach
  void home() throws IOException {
    for (String folder : new String[] {"bin", "src/main", "src/servers", "target/servers/flink"}) {
      Files.createDirectories(home.resolve(folder));
    }
    for (String file : new String[] {"pom.xml", "target/servers/flink/built"}) {
      Files.createFile(home.resolve(file));
    }
    Files.createFile(home.resolve("target/vigil-1-cli.jar"));
    script("vigil", Files.readString(Path.of("vigil")));
    script("bin/java", "#!/bin/sh\necho \"$@\" >\"" + home.resolve("told") + "\"\n");
  }

  private void script(String name, String text) throws IOException {
    Files.setPosixFilePermissions(
        Files.writeString(home.resolve(name), text), PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @CsvSource({
    "demo, 77",
    "demo >out, 0",
    "demo 2>err, 77",
    "backtest, 77",
    "backtest >out, 77",
    "backtest 2>err, 0"
  })
  void columns_areOfTheTerminalOnWhichProgressIsTold(String arguments, int columns)
      throws Exception {
    assumeTrue(Files.isExecutable(TERMINAL), "SKIPPED: " + TERMINAL + " is not installed");
    run(TERMINAL.toString(), "-qec", "stty cols 77; ./vigil " + arguments, "/dev/null");
    assertThat(Files.readString(home.resolve("told"))).contains("-Dvigil.columns=" + columns + " ");
  }

  @Test
  void columns_withoutATerminal_areNone() throws Exception {
    run("./vigil", "backtest");
    assertThat(Files.readString(home.resolve("told"))).contains("-Dvigil.columns=0 ");
  }

  private void run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().merge("PATH", home.resolve("bin").toString(), LauncherTest::before);
    builder.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the script ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(home.resolve("log"))).isZero();
  }

  private static String before(String path, String folder) {
    return folder + File.pathSeparator + path;
  }
}
