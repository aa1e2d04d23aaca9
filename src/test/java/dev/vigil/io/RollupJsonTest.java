package dev.vigil.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupResult;
import dev.vigil.rollup.RollupResults;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollupJsonTest {
  private static final ObjectMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Test
  void result_isWrittenAsTheDocsSay() {
    Rollup rollup = RollupResults.rollup("pm25");
    RollupResult result = RollupResults.result(rollup, Map.of("station", "A"), 80, 78, 83.5);
    String json =
        new String(RollupJson.write(rollup, result, 1_767_225_070_412L), StandardCharsets.UTF_8);
    assertThat(json)
        .isEqualTo(
            """
            {"@timestamp":"2025-12-31T23:51:00Z","ecs":{"version":"1.12.2"},\
            "event":{"kind":"metric","id":"%s","sequence":2,\
            "start":"2025-12-31T23:50:00Z","end":"2025-12-31T23:51:00Z",\
            "duration":60000000000,"dataset":"vigil.rollups"},\
            "vigil":{"rollup":"air_1m","stream":"air","key":{"station":"A"},"key_text":"A",\
            "count":4,"values":{"pm25":{"avg":80.5,"min":78.0,"max":83.5,"count":3}},\
            "latency_ms":412}}"""
                .formatted(result.id()));
  }

  @Test
  void windowWithoutAValue_hasNoNumbersThatAreNone() throws Exception {
    Rollup rollup = RollupResults.rollup("pm25");
    RollupResult none = RollupResults.result(rollup, Map.of("station", "A"));
    JsonNode values = STRICT.readTree(RollupJson.write(rollup, none, 0)).at("/vigil/values/pm25");
    assertThat(values.toString()).isEqualTo("{\"count\":0}");
    RollupResult beyond =
        RollupResults.result(rollup, Map.of("station", "A"), Double.MAX_VALUE, Double.MAX_VALUE);
    assertThat(STRICT.readTree(RollupJson.write(rollup, beyond, 0)).at("/vigil/values/pm25"))
        .hasToString("{\"min\":1.7976931348623157E308,\"max\":1.7976931348623157E308,\"count\":2}");
  }

  @Test
  void namesOfFields_haveNoDots_andAreDifferent() {
    assertThat(RollupJson.names(RollupResults.rollup("pm2.5", "pm2_5", "a..b", "wind speed", ".")))
        .containsExactly("pm2_5", "pm2_5_", "a__b", "wind speed", "_");
  }

  @Test
  void id_isOfTheRollupTheKeyAndTheStart() {
    Rollup rollup = RollupResults.rollup("pm25");
    RollupResult one = RollupResults.result(rollup, Map.of("station", "A"), 1);
    assertThat(RollupResults.result(rollup, Map.of("station", "A"), 2, 3).id()).isEqualTo(one.id());
    assertThat(RollupResults.takenBack(rollup, Map.of("station", "A")).id()).isEqualTo(one.id());
    assertThat(RollupResults.result(rollup, Map.of("station", "B"), 1).id()).isNotEqualTo(one.id());
  }
}
