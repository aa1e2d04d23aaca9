package dev.vigil.servers;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on the loopback interface. */
public final class Ports {
  /**
   * Below the ports that systems give to outgoing connections: one of those could be in use by the
   * time a server has started.
   */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;
  private static final int TRIES = 1_000;

  private Ports() {}

  /** A TCP port that nothing listened on a moment ago. */
  public static int free() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port found between " + FIRST + " and " + LAST);
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    }
  }
}
