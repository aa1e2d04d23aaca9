package dev.vigil.io.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.alert.Alert;
import dev.vigil.io.Alerts;
import dev.vigil.servers.Ports;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The sink and its template against a real Elasticsearch. */
class ElasticsearchAlertsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode ask(String method, String path) throws IOException {
    return JSON.readTree(Servers.request(method, path, "").body());
  }

  private static ElasticsearchTarget target() {
    return new ElasticsearchTarget(
        List.of(Servers.elasticsearch().address()), Servers.uniqueName("alerts"), null);
  }

  @Test
  void everyAlert_hostileOnesToo_isADocumentUnderItsId() throws Exception {
    ElasticsearchTarget target = target();
    ElasticsearchTemplate.install(target);
    List<Alert> alerts = new ArrayList<>(Alerts.hostile());
    alerts.add(Alerts.resolved());
    alerts.add(Alerts.resolved());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
    new ElasticsearchAlerts(target).attach(env.fromData(alerts, Alert.TYPE));
    env.execute();
    ask("POST", "/" + target.index() + "-*/_refresh");
    JsonNode found = ask("GET", "/" + target.index() + "-2026.01/_search?size=10");
    assertThat(found.at("/hits/total/value").asInt()).isEqualTo(4);
    JsonNode byLabel = ask("GET", "/" + target.index() + "-*/_search?q=labels.pollutant:pm25");
    assertThat(byLabel.at("/hits/hits")).hasSize(1);
    assertThat(byLabel.at("/hits/hits/0/_id").asText()).isEqualTo("id-1");
    JsonNode fields =
        ask("GET", "/" + target.index() + "-*/_field_caps?fields=vigil.status,location,vigil.key");
    assertThat(fields.at("/fields/vigil.status").has("keyword")).isTrue();
    assertThat(fields.at("/fields/location").has("geo_point")).isTrue();
    assertThat(fields.at("/fields/vigil.key").has("flattened")).isTrue();
  }

  @Test
  void template_thatCannotBeInstalled_saysWhyLoudly() throws IOException {
    ElasticsearchTarget nobody =
        new ElasticsearchTarget(List.of(URI.create("http://localhost:" + Ports.free())), "x", null);
    assertThatThrownBy(() -> ElasticsearchTemplate.install(nobody))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not answer");
    ElasticsearchTarget wrong =
        new ElasticsearchTarget(List.of(Servers.elasticsearch().address()), "UPPER CASE#", null);
    assertThatThrownBy(() -> ElasticsearchTemplate.install(wrong)).isInstanceOf(Exception.class);
  }
}
