package dev.vigil.demo;

import java.io.PrintWriter;

/** Lines, and below them one line that tells how it goes, where somebody looks on. */
public final class Screen {
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean terminal;
  private boolean dirty;
  private boolean over;

  /**
   * @param terminal whether a line can be written over
   */
  public Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Prints the last line: nothing comes after it. */
  public synchronized void end(String line) {
    say(line);
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

  /** Replaces the progress line; elsewhere than on a terminal there is none. */
  public synchronized void progress(String text) {
    if (terminal && !over) {
      clear();
      out.print(text.length() > WIDTH ? text.substring(0, WIDTH) : text);
      out.flush();
      dirty = true;
    }
  }

  private void clear() {
    if (dirty) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
      dirty = false;
    }
  }
}
