package dev.vigil.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Java program in a child process, its output in a file. It ends with {@link #close}, with this
 * process, and when this process is killed: the child's standard input is then at its end, which
 * the servers take as the order to stop.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread atExit = new Thread(this::stop, "stop child process");

  private ChildProcess(String name, Process process, Path log) throws IOException {
    this.name = name;
    this.process = process;
    this.log = log;
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IllegalStateException shuttingDown) {
      process.destroyForcibly();
      throw new IOException(name + " is not started: this process is ending", shuttingDown);
    }
  }

  /**
   * Starts a Java program.
   *
   * @param name its name in messages and of its log file
   * @param directory where its log file goes; made if missing
   * @param options the JVM's own
   * @param classPath as {@code java -cp} takes it
   * @param arguments the main class and its arguments
   */
  static ChildProcess java(
      String name, Path directory, List<String> options, String classPath, List<String> arguments)
      throws IOException {
    Files.createDirectories(directory);
    Path log = directory.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // First, so that whoever lists processes sees whose it is.
    command.add("-Dvigil.server=" + directory.resolve(name).toAbsolutePath());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new ChildProcess(name, process, log);
  }

  /** The operating system's number of the process. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Waits until the probe says that the server can be used.
   *
   * @throws IOException with the end of its log if the process ends before, or the time is over
   */
  void awaitReady(Probe ready, Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.holds()) {
      requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IOException(name + " is not ready after " + limit.toSeconds() + " s\n" + tail());
      }
      process.waitFor(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Does nothing while it runs.
   *
   * @throws IOException with the end of its log if it has ended
   */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(name + " ended with code " + process.exitValue() + "\n" + tail());
    }
  }

  /** Whether a line of its log is this text. */
  boolean said(String line) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.anyMatch(line::equals);
    }
  }

  /** Kills it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
    close();
  }

  /**
   * Asks it and its descendants to stop, kills what is left after 15 s, and returns when all have
   * ended.
   */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running, or has run: then there is nothing to remove.
      return;
    }
  }

  private void stop() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : all) {
      try {
        each.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        each.destroyForcibly();
        each.onExit().join();
      } catch (InterruptedException e) {
        each.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  /** Asks whether a server can be used already. */
  @FunctionalInterface
  interface Probe {
    boolean holds() throws IOException, InterruptedException;
  }
}
