package dev.vigil.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An Elasticsearch node in a child process, without security, on the loopback interface. */
public final class ElasticsearchServer implements AutoCloseable {
  private final ChildProcess process;
  private final URI address;

  private ElasticsearchServer(ChildProcess process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts a node for a short time. */
  public static ElasticsearchServer start(Path directory, int port)
      throws IOException, InterruptedException {
    return start(directory, port, JvmUse.BRIEF);
  }

  /**
   * Starts a node and returns once it answers requests.
   *
   * @param directory its data and log; what an earlier node left there is used again
   * @param port the HTTP port
   */
  static ElasticsearchServer start(Path directory, int port, JvmUse use)
      throws IOException, InterruptedException {
    ChildProcess process =
        ChildProcess.java(
            "elasticsearch",
            directory,
            use.with(
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Djava.security.manager=allow",
                "-Dlog4j2.disable.jmx=true"),
            ServerClassPath.of("elasticsearch"),
            List.of(
                "dev.vigil.servers.elasticsearch.SingleNode",
                directory.toAbsolutePath().toString(),
                Integer.toString(port)));
    try {
      process.awaitReady(() -> process.said("READY"), Duration.ofMinutes(2));
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
    return new ElasticsearchServer(process, URI.create("http://127.0.0.1:" + port));
  }

  /** Its HTTP address, without a path. */
  public URI address() {
    return address;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
