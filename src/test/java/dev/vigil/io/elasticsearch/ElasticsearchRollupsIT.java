package dev.vigil.io.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupResult;
import dev.vigil.rollup.RollupResults;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** What windows come to, and its template, against a real Elasticsearch. */
class ElasticsearchRollupsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode ask(String method, String path) throws IOException {
    return JSON.readTree(Servers.request(method, path, "").body());
  }

  private static void write(ElasticsearchTarget target, Rollup rollup, List<RollupResult> results)
      throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    new ElasticsearchRollups(target)
        .attach(rollup, environment.fromData(results, RollupResult.TYPE));
    environment.execute();
  }

  @Test
  void anyFieldAndKey_isADocument_andNumbersCanBeAskedFor() throws Exception {
    ElasticsearchTarget target =
        new ElasticsearchTarget(
            List.of(Servers.elasticsearch().address()), Servers.uniqueName("rollups"), null);
    String[] fields = new String[50];
    List.of("pm25", "pm2.5", "pm2_5", "..", "*", "wind speed", "\"", "µg/m³", "_id", "count")
        .toArray(fields);
    for (int i = 10; i < fields.length; i++) {
      fields[i] = "x".repeat(100) + i;
    }
    Rollup rollup = RollupResults.rollup(fields);
    ElasticsearchTemplate.rollups(target, List.of(rollup)).install();
    List<RollupResult> results = new ArrayList<>();
    for (String key :
        List.of("A", "", "\0", ".", "x".repeat(100_000), "\ud800", "{\"a\":1}", "gone")) {
      results.add(RollupResults.result(rollup, Map.of("station", key), 1, 2.5));
    }
    results.add(RollupResults.result(rollup, Map.of("station", "A"), 1, 3.5)); // told again
    results.add(RollupResults.result(rollup, Map.of("station", "none")));
    results.add(RollupResults.takenBack(rollup, Map.of("station", "gone")));
    results.add(RollupResults.takenBack(rollup, Map.of("station", "never there")));
    write(target, rollup, results);
    ask("POST", "/" + target.index() + "-*/_refresh");
    JsonNode all = ask("GET", "/" + target.index() + "-2025.12/_search?size=20");
    assertThat(all.at("/hits/hits")).hasSize(8);
    JsonNode high = ask("GET", "/" + target.index() + "-*/_search?q=vigil.values.pm25.max:%3E3");
    assertThat(high.at("/hits/hits")).hasSize(1);
    assertThat(high.at("/hits/hits/0/_source/vigil/key_text").asText()).isEqualTo("A");
    JsonNode types =
        ask(
            "GET",
            "/"
                + target.index()
                + "-*/_field_caps?fields=vigil.values.*,vigil.count,vigil.key,event.start");
    assertThat(types.at("/fields/vigil.values.pm25.avg").has("double")).isTrue();
    assertThat(types.at("/fields/vigil.values.pm2_5_.count").has("long")).isTrue();
    assertThat(types.at("/fields/vigil.count").has("long")).isTrue();
    assertThat(types.at("/fields/vigil.key").has("flattened")).isTrue();
    assertThat(types.at("/fields/event.start").has("date")).isTrue();
  }
}
