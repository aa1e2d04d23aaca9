package dev.vigil.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./vigil demo} as people start it, its output in files. */
final class RunningDemo implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Process process;
  private final Path out;
  private final Path err;

  private RunningDemo(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static RunningDemo start(Path directory, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("./vigil", "demo"));
    command.addAll(List.of(options));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new RunningDemo(process, out, err);
  }

  /** Waits until it has printed a line that starts so. */
  void awaitLine(String start) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (lines().stream().noneMatch(line -> line.startsWith(start))) {
      assertThat(process.isAlive()).as(said()).isTrue();
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("no line '" + start + "'\n" + said());
      }
      process.waitFor(50, MILLISECONDS);
    }
  }

  /** Waits for its end and returns its exit code. */
  int awaitEnd() throws Exception {
    assertThat(process.waitFor(LIMIT.toMinutes(), MINUTES)).as(said()).isTrue();
    return process.exitValue();
  }

  /** Sends it a signal by its name. */
  void signal(String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** Every server that works in this demo's directory, by its name. */
  List<String> servers() {
    Pattern named =
        Pattern.compile("-Dvigil\\.server=\\S*/demo/" + process.pid() + "/\\S*?([^/\\s]+)\\s");
    return ProcessHandle.allProcesses()
        .map(each -> named.matcher(each.info().commandLine().orElse("")))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  List<String> lines() throws IOException {
    return Files.readAllLines(out, UTF_8);
  }

  String errors() throws IOException {
    return Files.readString(err, UTF_8);
  }

  String said() throws IOException {
    return String.join("\n", lines()) + "\n" + errors();
  }

  /** Nothing of it outlives a test that failed. */
  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor();
  }
}
