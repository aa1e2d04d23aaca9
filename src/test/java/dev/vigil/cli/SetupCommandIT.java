package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.servers.Ports;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** conf/docker.yaml against real servers: what docker-compose.yml runs once. */
class SetupCommandIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void topics_and_template_are_there_after_it_and_twice_changes_nothing() throws IOException {
    String suffix = Servers.uniqueName("");
    Path conf = conf(suffix, Servers.kafka().bootstrapServers());
    assertThat(run("--conf", conf.toString(), "--partitions", "3")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "topic air-readings" + suffix + ": made",
            "topic vigil-rules" + suffix + ": made",
            "topic vigil-rule-status" + suffix + ": made",
            "topic vigil-alerts" + suffix + ": made",
            "topic vigil-dead-letters" + suffix + ": made",
            "index template vigil-alerts" + suffix + ": installed",
            "index template vigil-rollups: installed");
    var template = Servers.request("GET", "/_index_template/vigil-alerts" + suffix, "");
    assertThat(template.statusCode()).isEqualTo(200);
    out.getBuffer().setLength(0);
    assertThat(run("--conf", conf.toString())).isZero();
    assertThat(out.toString().lines().filter(line -> line.endsWith("there already"))).hasSize(5);
  }

  @Test
  void missing_kibana_fails_after_the_rest_is_done() throws IOException {
    Path conf = conf(Servers.uniqueName(""), Servers.kafka().bootstrapServers());
    assertThat(
            run(
                "--conf",
                conf.toString(),
                "--kibana",
                Servers.elasticsearch().address().toString()))
        .isEqualTo(1);
    assertThat(err.toString())
        .startsWith("vigil setup: Kibana at " + Servers.elasticsearch().address() + " answered 4");
    assertThat(out.toString().lines()).hasSize(7);
  }

  @Test
  void dashboard_without_alerts_in_elasticsearch_is_refused_before_anything_is_done()
      throws IOException {
    Path conf = conf(Servers.uniqueName(""), Servers.kafka().bootstrapServers());
    String text = Files.readString(conf).replaceAll("(?m)^  elasticsearch:.*\n", "");
    Files.writeString(conf, text.replaceAll("(?m)^rollups:.*\n( .*\n)+", ""));
    assertThat(run("--conf", conf.toString(), "--kibana", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).contains("has no alerts.elasticsearch");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void mistake_in_conf_is_shown_with_its_place() throws IOException {
    Path conf = Files.writeString(directory.resolve("vigil.yaml"), "streems: {}\n");
    assertThat(run("--conf", conf.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("vigil.yaml:1:1").contains("streems");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void silent_kafka_fails_and_nothing_is_made() throws IOException {
    Path conf = conf(Servers.uniqueName(""), "127.0.0.1:" + Ports.free());
    Files.writeString(
        conf,
        Files.readString(conf)
            .replaceAll(
                "(?m)^kafka: \\{",
                "kafka: {default.api.timeout.ms: 2000, request.timeout.ms: 1000, "));
    assertThat(run("--conf", conf.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("vigil setup: Kafka");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void silent_elasticsearch_fails_after_the_topics_are_told() throws IOException {
    String suffix = Servers.uniqueName("");
    Path conf = conf(suffix, Servers.kafka().bootstrapServers());
    Files.writeString(
        conf,
        Files.readString(conf)
            .replace(
                Servers.elasticsearch().address().toString(), "http://127.0.0.1:" + Ports.free()));
    assertThat(run("--conf", conf.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("vigil setup: Elasticsearch does not answer");
    assertThat(out.toString().lines())
        .containsExactly(
            "topic air-readings" + suffix + ": made",
            "topic vigil-rules" + suffix + ": made",
            "topic vigil-rule-status" + suffix + ": made",
            "topic vigil-alerts" + suffix + ": made",
            "topic vigil-dead-letters" + suffix + ": made");
  }

  @Test
  void no_partitions_are_no_choice() {
    assertThat(run("--partitions", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--partitions must be positive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://elastic:s3cretpw@localhost:5601", "http://elastic:s3cret^pw@h", "kibana"})
  void kibana_with_a_password_in_its_address_is_refused_and_not_shown(String address) {
    assertThat(run("--kibana", address)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("Invalid value for option '--kibana': write http://host:5601 or")
        .doesNotContain("s3cret");
  }

  @Test
  void overwriting_without_kibana_is_no_choice() {
    assertThat(run("--overwrite")).isEqualTo(2);
    assertThat(err.toString()).contains("--overwrite needs --kibana");
  }

  private Path conf(String suffix, String kafka) throws IOException {
    String text =
        Files.readString(Path.of("conf", "docker.yaml"))
            .replace("kafka:9092", kafka)
            .replace("http://elasticsearch:9200", Servers.elasticsearch().address().toString())
            .replaceAll(
                "\\b(air-readings|vigil-(rules|rule-status|alerts|dead-letters))\\b",
                "$1" + suffix);
    return Files.writeString(directory.resolve("docker.yaml"), text);
  }

  private int run(String... options) {
    CommandLine line = new CommandLine(new SetupCommand());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(options);
  }
}
