package dev.vigil.servers.flink;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Runs a main class of Flink's, its name the first argument, for as long as standard input is open. */
public final class Tethered {
  private Tethered() {}

  public static void main(String[] arguments) throws Exception {
    Thread tether = new Thread(Tethered::hold, "tether");
    tether.setDaemon(true);
    tether.start();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void hold() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      e.printStackTrace();
    }
    System.exit(0);
  }
}
