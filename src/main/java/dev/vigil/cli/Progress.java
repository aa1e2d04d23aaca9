package dev.vigil.cli;

import dev.vigil.backtest.Replay;
import dev.vigil.demo.Screen;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says again and again how far a replay is, until it is closed. */
final class Progress implements AutoCloseable {
  private static final int BAR = 30;
  private static final long MILLIS = 200;
  private static final double MEGABYTE = 1e6;

  private final Screen screen;
  private final Replay replay;
  private final OptionalLong bytes;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  Progress(Screen screen, Replay replay, OptionalLong bytes) {
    this.screen = screen;
    this.replay = replay;
    this.bytes = bytes;
  }

  void start() {
    var unused =
        clock.scheduleAtFixedRate(
            () -> screen.progress(line()), MILLIS, MILLIS, TimeUnit.MILLISECONDS);
  }

  private String line() {
    return bytes.isPresent()
        ? line(replay.bytesRead(), bytes.getAsLong(), replay.rate())
        : String.format(
            Locale.ROOT, "%,d readings  %,.0f readings/s", replay.readings(), replay.rate());
  }

  /** {@code [######### ] 45 % 1.2 of 2.7 MB 310,000 readings/s}. */
  static String line(long read, long bytes, double rate) {
    double share = bytes == 0 ? 1 : Math.min(1, (double) read / bytes);
    int full = (int) (BAR * share);
    return String.format(
        Locale.ROOT,
        "[%s%s] %.0f %%  %.1f of %.1f MB  %,.0f readings/s",
        "#".repeat(full),
        " ".repeat(BAR - full),
        100 * share,
        read / MEGABYTE,
        bytes / MEGABYTE,
        rate);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    screen.stop();
  }
}
