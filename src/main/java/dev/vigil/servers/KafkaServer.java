package dev.vigil.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A Kafka broker in a child process, its own controller, without authentication, on the loopback
 * interface. It makes no topics by itself.
 */
public final class KafkaServer implements AutoCloseable {
  private final ChildProcess process;
  private final int port;

  private KafkaServer(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a broker for a short time. */
  public static KafkaServer start(Path directory, int port)
      throws IOException, InterruptedException {
    return start(directory, port, JvmUse.BRIEF);
  }

  /**
   * Starts a broker and returns once clients can connect.
   *
   * @param directory its data and log; what an earlier broker left there is used again
   * @param port the clients' port
   */
  static KafkaServer start(Path directory, int port, JvmUse use)
      throws IOException, InterruptedException {
    ChildProcess process =
        ChildProcess.java(
            "kafka",
            directory,
            use.with("-Xmx384m", "-XX:+UseSerialGC"),
            ServerClassPath.of("kafka"),
            List.of(
                "dev.vigil.servers.kafka.Broker",
                directory.toAbsolutePath().toString(),
                Integer.toString(port),
                Integer.toString(Ports.free())));
    KafkaServer server = new KafkaServer(process, port);
    try {
      process.awaitReady(() -> process.said("READY"), Duration.ofMinutes(2));
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
    return server;
  }

  /** Value of {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
