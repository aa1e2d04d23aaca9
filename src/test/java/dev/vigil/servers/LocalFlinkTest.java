package dev.vigil.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a Flink in this process lets others do. */
@Timeout(120)
class LocalFlinkTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);

  /** Local address, port, remote address, state (0A: it listens), …, inode. */
  private static final Pattern LISTENS =
      Pattern.compile(" *\\d+: ([0-9A-F]+):[0-9A-F]{4} \\S+ 0A (?:\\S+ +){5}(\\d+) .*");

  /** 127.0.0.1, also as IPv6 has it, and ::1. */
  private static final String LOOPBACK =
      "((0000000000000000FFFF0000)?0100007F|00000000000000000000000001000000) .*";

  @Test
  @EnabledOnOs(OS.LINUX)
  void cluster_listensOnTheLoopbackInterfaceOnly() throws Exception {
    Set<String> before = listening();
    try (MiniCluster cluster = LocalFlink.cluster(1, new Configuration())) {
      cluster.start();
      Set<String> opened = listening();
      opened.removeAll(before);
      assertThat(opened).isNotEmpty().allMatch(one -> one.matches(LOOPBACK));
    }
  }

  @Test
  void cluster_takesNoJars_andWhatItIsGivenBeside() throws Exception {
    Configuration more = Configuration.fromMap(Map.of("web.timeout", "7000"));
    try (MiniCluster cluster = LocalFlink.cluster(1, more)) {
      cluster.start();
      URI rest = cluster.getRestAddress().get();
      assertThat(get(rest.resolve("/jobmanager/config"))).contains("\"value\":\"7000\"");
      assertThat(get(rest.resolve("/config"))).contains("\"web-submit\":false");
    }
  }

  /** Flink answers with 503 until it has elected itself. */
  private static String get(URI uri) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 503) {
        return answer.body();
      }
      assertThat(System.nanoTime()).as("waiting for %s", uri).isLessThan(deadline);
      Thread.sleep(POLL.toMillis());
    }
  }

  /** Address and inode of what this process listens on. */
  private static Set<String> listening() throws IOException {
    Set<String> own = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path one : open.toList()) {
        try {
          own.add(Files.readSymbolicLink(one).toString());
        } catch (NoSuchFileException e) {
          // the descriptor by which the directory was read
        }
      }
    }
    Set<String> found = new HashSet<>();
    for (String file : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(file))) {
        Matcher socket = LISTENS.matcher(line);
        if (socket.matches() && own.contains("socket:[" + socket.group(2) + "]")) {
          found.add(socket.group(1) + " " + socket.group(2));
        }
      }
    }
    return found;
  }
}
