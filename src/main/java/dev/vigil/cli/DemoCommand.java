package dev.vigil.cli;

import dev.vigil.demo.Demo;
import dev.vigil.demo.DemoReport;
import dev.vigil.demo.Screen;
import dev.vigil.demo.Workplace;
import dev.vigil.servers.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vigil demo}. */
@Command(
    name = "demo",
    description = {
      "Show alerts as they land, on servers of its own and made-up readings.",
      "Starts Kafka, Elasticsearch and Flink on this machine, streams readings, publishes rules/, and"
          + " raises a threshold. The last line is a JSON object with what was counted."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stream readings for so long, then stop. Without it: until Ctrl-C.")
  private @Nullable Integer seconds;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "500",
      description =
          "Readings a second (${DEFAULT-VALUE}). Event time goes R/2 times as fast as the clock.")
  private double rate;

  /** How long a failure waits for a signal that may be its cause: Ctrl-C reaches servers too. */
  private static final long SIGNAL_MILLIS = 500;

  private final CountDownLatch ended = new CountDownLatch(1);

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (spec == null) {
      throw new IllegalStateException("not run by a command line");
    }
    if (!(rate > 0) || (seconds != null && seconds < 1)) {
      throw new ParameterException(spec.commandLine(), "--seconds and --rate must be positive");
    }
    Screen screen = new Screen(spec.commandLine().getOut(), Integer.getInteger("vigil.columns", 0));
    Path directory = Workplace.open(Installation.build().resolve("demo"));
    Optional<Duration> length = Optional.ofNullable(seconds).map(Duration::ofSeconds);
    Demo demo = new Demo(new Demo.Options(length, rate, directory), screen);
    Thread interrupted = new Thread(() -> end(screen, demo.latest()));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      DemoReport report = demo.run();
      if (!ended.await(0, TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().removeShutdownHook(interrupted);
      }
      screen.end(report.json());
      return report.adds() ? 0 : 1;
    } catch (IOException | KafkaException | IllegalStateException e) {
      // After Ctrl-C the servers are going; that is no news.
      if (!ended.await(SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().removeShutdownHook(interrupted);
        screen.stop();
        spec.commandLine()
            .getErr()
            .println("vigil demo: " + e.getMessage() + "; logs: " + directory);
      }
      return 1;
    }
  }

  private void end(Screen screen, DemoReport last) {
    ended.countDown();
    screen.end(last.json());
  }
}
