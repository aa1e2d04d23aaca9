package dev.vigil.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lines, and a word on how it goes: on a terminal a last line that is written over, elsewhere a
 * line now and then.
 */
public final class Screen {
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final int columns;
  private final LongSupplier nanos;
  private long told;
  private boolean dirty;
  private boolean over;

  /**
   * @param columns of the terminal; 0 where there is none
   */
  public Screen(PrintWriter out, int columns) {
    this(out, columns, System::nanoTime);
  }

  Screen(PrintWriter out, int columns, LongSupplier nanos) {
    this.out = out;
    this.columns = columns;
    this.nanos = nanos;
    this.told = nanos.getAsLong();
  }

  /** Prints the last line: nothing comes after it. */
  public synchronized void end(String line) {
    say(line);
    over = true;
  }

  /** Wipes out how far it was: nothing comes after it. */
  public synchronized void stop() {
    clear();
    out.flush();
    over = true;
  }

  /** Prints a line that stays. */
  public synchronized void say(String line) {
    if (over) {
      return;
    }
    clear();
    out.println(line);
    out.flush();
  }

  /** Says what comes next: it is over soon, and of no interest afterwards. */
  public synchronized void step(String text) {
    if (columns > 0) {
      write(text);
    } else {
      told = nanos.getAsLong();
      say(text);
    }
  }

  /** Says how far it is. */
  public synchronized void progress(String text) {
    if (columns > 0) {
      write(text);
    } else if (nanos.getAsLong() - told >= NOW_AND_THEN.toNanos()) {
      told = nanos.getAsLong();
      say(text);
    }
  }

  private void write(String text) {
    if (over) {
      return;
    }
    clear();
    // The last column stays free: a terminal wraps there.
    out.print(text.length() < columns ? text : text.substring(0, columns - 1));
    out.flush();
    dirty = true;
  }

  private void clear() {
    if (dirty) {
      out.print("\r" + " ".repeat(columns - 1) + "\r");
      dirty = false;
    }
  }
}
