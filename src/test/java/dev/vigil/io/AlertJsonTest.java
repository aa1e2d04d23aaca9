package dev.vigil.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vigil.alert.Alert;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertJsonTest {
  private static final ObjectMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Test
  void alert_isWrittenAsTheContractSays() {
    String json = new String(AlertJson.write(Alerts.resolved(), 5_412), StandardCharsets.UTF_8);
    assertThat(json)
        .isEqualTo(
            """
            {"@timestamp":"2026-01-01T00:11:00Z",\
            "message":"A: PM2.5 80 µg/m³, above 75 for 10 min",\
            "ecs":{"version":"1.12.2"},\
            "event":{"kind":"alert","action":"resolve","id":"id-1","sequence":2,\
            "start":"2026-01-01T00:01:00Z","end":"2026-01-01T00:21:00Z",\
            "duration":1200000000000,"dataset":"vigil.alerts"},\
            "rule":{"id":"pm25-sustained","name":"pm25-sustained","version":"42",\
            "description":"PM2.5 stays high."},\
            "labels":{"pollutant":"pm25"},\
            "vigil":{"severity":"warning","status":"resolved","shadow":false,\
            "key":{"station":"A"},"key_text":"A","annotations":{"pollutant":"pm25"},"value":80.0,\
            "close_reason":"no_data",\
            "matched":[{"stage":"rise","count":1,"first":"2026-01-01T00:01:00Z",\
            "last":"2026-01-01T00:01:00Z","readings":[{"@timestamp":"2026-01-01T00:01:00Z",\
            "source":"air-readings-0@1234","pm25":80.0}]}],"latency_ms":412},\
            "location":{"lat":40.5,"lon":116.25}}""");
  }

  @Test
  void hostileAlert_isJsonThatNoIndexRefuses() throws Exception {
    for (Alert alert : Alerts.hostile()) {
      byte[] json = AlertJson.write(alert, 0);
      assertThat(json.length).isLessThan(900_000);
      JsonNode tree = STRICT.readTree(json);
      assertThat(texts(tree)).noneMatch(text -> text.indexOf('\0') >= 0);
      assertThat(tree.has("location")).isFalse();
      assertThat(tree.at("/labels").size()).isLessThanOrEqualTo(100);
      assertThat(tree.at("/vigil/value").isMissingNode()).isEqualTo(Double.isNaN(alert.value()));
    }
  }

  @Test
  void manyMatchedReadings_areCut_andTheStageSaysSo() throws Exception {
    JsonNode matched =
        STRICT.readTree(AlertJson.write(Alerts.hostile().get(0), 0)).at("/vigil/matched");
    assertThat(matched.size()).isBetween(2, 199);
    assertThat(matched.get(0).get("truncated").asBoolean()).isTrue();
    assertThat(matched.get(0).get("readings")).hasSize(20);
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.textValue());
    }
    node.fieldNames().forEachRemaining(texts::add);
    node.forEach(child -> texts.addAll(texts(child)));
    return texts;
  }
}
