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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    ElasticsearchTemplate.alerts(target).install();
    List<Alert> alerts = new ArrayList<>(Alerts.hostile());
    alerts.add(Alerts.resolved());
    alerts.add(Alerts.resolved());
    write(target, alerts);
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

  /** Ten labels of its own for each alert: 20,000 names, and values that look like other types. */
  private static List<Alert> manyLabels() {
    List<Alert> alerts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Map<String, String> labels = new LinkedHashMap<>();
      for (int j = 0; j < 10; j++) {
        labels.put("rule" + i + "-label" + j, "value");
      }
      // what a mapping made of the first would refuse of the second
      labels.put("number", i % 2 == 0 ? "007" : "seven");
      labels.put("date", i % 2 == 0 ? "2026-01-01" : "soon");
      labels.put("truth", i % 2 == 0 ? "true" : "maybe");
      labels.put(i % 2 == 0 ? "site" : "site.room.shelf", "nested or not");
      labels.put("site.room", "a.b..c");
      if (i % 100 == 0) {
        labels.put("long" + i, "x".repeat(40_000));
        labels.put("y".repeat(40_000), "long name");
        labels.put("µ".repeat(20_000), "\uD83D\uDE00".repeat(20_000));
      }
      alerts.add(Alerts.labelled("labels-" + i, labels));
    }
    return alerts;
  }

  @Test
  void twentyThousandHostileLabels_areAllTaken_andTheMappingStaysAsItWas() throws Exception {
    ElasticsearchTarget target = target();
    ElasticsearchTemplate.alerts(target).install();
    write(target, List.of(Alerts.resolved()));
    String index = "/" + target.index() + "-2026.01";
    JsonNode mapping = ask("GET", index + "/_mapping");
    write(target, manyLabels());
    ask("POST", index + "/_refresh");
    assertThat(ask("GET", index + "/_count").path("count").asInt()).isEqualTo(2_001);
    assertThat(ask("GET", index + "/_mapping")).isEqualTo(mapping);
    assertThat(found(index, "number", "007")).isEqualTo(1_000);
    assertThat(found(index, "number", "seven")).isEqualTo(1_000);
    assertThat(found(index, "site.room", "a.b..c")).isEqualTo(2_000);
    assertThat(found(index, "site.room.shelf", "nested or not")).isEqualTo(1_000);
    assertThat(found(index, "rule1999-label9", "value")).isEqualTo(1);
  }

  private static int found(String index, String label, String value) throws IOException {
    String query =
        "{\"query\":{\"term\":{\"labels." + label + "\":{\"value\":\"" + value + "\"}}}}";
    return JSON.readTree(Servers.request("POST", index + "/_count", query).body())
        .path("count")
        .asInt();
  }

  private static void write(ElasticsearchTarget target, List<Alert> alerts) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
    new ElasticsearchAlerts(target).attach(env.fromData(alerts, Alert.TYPE));
    env.execute();
  }

  @Test
  void indices_ofWhichOneBeginsAnother_haveTheirOwnTemplates() throws IOException {
    ElasticsearchTarget alerts = target();
    ElasticsearchTarget rollups = alerts.withIndex(alerts.index() + "-rollups");
    ElasticsearchTarget test = alerts.withIndex(alerts.index() + "-test");
    ElasticsearchTemplate.alerts(alerts).install();
    ElasticsearchTemplate.rollups(rollups, List.of()).install();
    ElasticsearchTemplate.alerts(test).install();
    assertThat(kindOfNew(alerts)).isEqualTo("alert");
    assertThat(kindOfNew(rollups)).isEqualTo("rollup");
    assertThat(kindOfNew(test)).isEqualTo("alert");
    assertThat(overlapping(alerts)).containsExactlyInAnyOrder(rollups.index(), test.index());
    assertThat(overlapping(rollups)).containsExactly(alerts.index());
    assertThat(overlapping(test)).containsExactly(alerts.index());
  }

  private static String kindOfNew(ElasticsearchTarget target) throws IOException {
    JsonNode fields = simulated(target).at("/template/mappings/properties");
    assertThat(fields.has("@timestamp")).isTrue();
    return fields.has("rule") ? "alert" : "rollup";
  }

  /** Names of the templates whose patterns some name could meet as well. */
  private static List<String> overlapping(ElasticsearchTarget target) throws IOException {
    return simulated(target).path("overlapping").findValuesAsText("name").stream()
        .filter(name -> name.startsWith("alerts"))
        .toList();
  }

  private static JsonNode simulated(ElasticsearchTarget target) throws IOException {
    return ask("POST", "/_index_template/_simulate_index/" + target.index() + "-2026.01");
  }

  @Test
  void template_thatCannotBeInstalled_saysWhyLoudly() throws IOException {
    ElasticsearchTarget nobody =
        new ElasticsearchTarget(List.of(URI.create("http://localhost:" + Ports.free())), "x", null);
    assertThatThrownBy(() -> ElasticsearchTemplate.alerts(nobody).install())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not answer");
    ElasticsearchTarget wrong =
        new ElasticsearchTarget(List.of(Servers.elasticsearch().address()), "UPPER CASE#", null);
    assertThatThrownBy(() -> ElasticsearchTemplate.alerts(wrong).install())
        .isInstanceOf(Exception.class);
  }
}
