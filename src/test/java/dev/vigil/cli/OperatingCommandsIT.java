package dev.vigil.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.vigil.servers.Servers;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The commands of src/docs/operating.md, from the first to the last, on the tests' servers. */
class OperatingCommandsIT {
  private static final Pattern JOB = Pattern.compile(" : ([0-9a-f]{32}) : vigil \\(RUNNING\\)");
  private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

  private String job = "";
  private String savepoint = "";

  @Test
  void commands_do_what_the_page_says() throws Exception {
    int commands = 0;
    try (ReadmeWorkplace workplace = ReadmeWorkplace.open()) {
      workplace.run("./vigil setup");
      workplace.runOnCluster("flink run --detached target/vigil-*-job.jar --conf conf/vigil.yaml");
      for (String command : Readme.read(OperatingDocsTest.PAGE).commands()) {
        hold(command, workplace);
        commands++;
      }
    }
    assertThat(commands).isEqualTo(10);
  }

  private void hold(String command, ReadmeWorkplace workplace) throws Exception {
    if (command.equals("flink list")) {
      job = found(JOB, workplace.run(command));
    } else if (command.startsWith("flink stop ")) {
      savepoint = found(SAVEPOINT, workplace.run(filled(command, workplace)));
    } else if (command.startsWith("flink run ")) {
      if (command.contains("--parallelism")) {
        // The cluster of the test has two slots: fewer subtasks, which is the same to the state.
        job = found(JOB, workplace.run("flink list"));
        String stop = "flink stop --savepointPath /var/lib/vigil/savepoints JOB";
        savepoint = found(SAVEPOINT, workplace.run(filled(stop, workplace)));
      }
      workplace.runAgainOnCluster(
          filled(command, workplace).replace("--parallelism 4", "--parallelism 1"));
    } else if (command.startsWith("./vigil publish ")) {
      assertThat(workplace.run(command)).contains("pm25-sustained");
    } else if (command.startsWith("keytool ")) {
      makeAuthority(workplace);
      workplace.run(command);
    } else if (command.startsWith("JAVA_OPTS=")) {
      setUpOverTls(command, workplace);
    } else if (command.startsWith("curl ")) {
      Servers.request("PUT", "/vigil-alerts-2025.01", "");
      String address = Servers.elasticsearch().address().toString();
      String here = command.replace("localhost:9200", address);
      assertThat(workplace.run(here)).containsAnyOf("vigil-alerts-2025.01", "acknowledged");
    } else {
      fail("nothing runs the page's command: " + command);
    }
  }

  private String filled(String command, ReadmeWorkplace workplace) {
    assertThat(job).isNotEmpty();
    return command
        .replace("/var/lib/vigil", workplace.directory().toUri().toString())
        .replaceFirst("\\bJOB\\b", job)
        .replaceFirst("\\bSAVEPOINT\\b", savepoint);
  }

  private static String found(Pattern pattern, String printed) {
    Matcher matcher = pattern.matcher(printed);
    assertThat(matcher.find()).as(printed).isTrue();
    return matcher.group(1);
  }

  /** A certificate of localhost that nobody believes, in ca.pem; its key is in server.p12. */
  private static void makeAuthority(ReadmeWorkplace workplace) throws Exception {
    String store = "-keystore server.p12 -storetype PKCS12 -storepass changeit -alias server ";
    workplace.run(
        "keytool -genkeypair -keyalg EC -dname CN=localhost -ext san=dns:localhost " + store);
    workplace.run("keytool -exportcert -rfc -file ca.pem " + store);
  }

  /** The command with a server in place of Elasticsearch, and without what makes it believed. */
  private static void setUpOverTls(String command, ReadmeWorkplace workplace) throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpsServer server = server(workplace.directory().resolve("server.p12"), requests);
    try {
      String address = "https://localhost:" + server.getAddress().getPort();
      String conf = workplace.read("conf/vigil.yaml");
      workplace.write(
          "conf/vigil.yaml", conf.replaceFirst("hosts: \\[[^]]+]", "hosts: [\"" + address + "\"]"));
      assertThat(workplace.run("./vigil setup", 1)).contains("certification path");
      assertThat(requests).isEmpty();
      assertThat(workplace.run(command)).contains("index template");
      assertThat(requests).isNotEmpty().allMatch(path -> path.startsWith("/_index_template/"));
      workplace.write("conf/vigil.yaml", conf);
    } finally {
      server.stop(0);
    }
  }

  private static HttpsServer server(Path store, List<String> requests) throws Exception {
    char[] password = "changeit".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().getPath());
          byte[] answer = "{\"acknowledged\":true}".getBytes(UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }
}
