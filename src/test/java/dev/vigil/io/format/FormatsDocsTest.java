package dev.vigil.io.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.alert.Alert;
import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import dev.vigil.control.RuleStatusJson;
import dev.vigil.control.StatusError;
import dev.vigil.io.AlertJson;
import dev.vigil.io.Alerts;
import dev.vigil.rule.AlertSeverity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documents of src/docs/formats.md are those that are written, field by field. */
class FormatsDocsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\|(?: ([^|]*) \\|)? ?(.*) \\|");

  /** Whose names are those of rules and streams. */
  private static final Set<String> OPEN =
      Set.of("labels", "location", "vigil.key", "vigil.annotations");

  private String page = "";

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("src/docs/formats.md"));
  }

  private JsonNode example(int number) throws IOException {
    return JSON.readTree(
        EXAMPLE.matcher(page).results().map(found -> found.group(1)).toList().get(number));
  }

  /** The rows of the table under a head: their first cells, and the rest. */
  private Map<String, String> table(String head) {
    int start = page.indexOf("| " + head + " |");
    assertThat(start).as(head).isNotNegative();
    Map<String, String> rows = new LinkedHashMap<>();
    page.substring(start)
        .lines()
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .forEach(
            line -> {
              var row = ROW.matcher(line);
              assertThat(row.matches()).as(line).isTrue();
              rows.put(row.group(1), line.substring(line.indexOf("` |") + 3));
            });
    return rows;
  }

  /** The paths of what a document holds, its lists' members in one. */
  private static void collect(JsonNode node, String path, Set<String> into) {
    node.properties()
        .forEach(
            field -> {
              String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              if (field.getValue().isArray()) {
                into.add(name);
                field.getValue().forEach(each -> collect(each, name, into));
              } else if (field.getValue().isObject() && !OPEN.contains(name)) {
                collect(field.getValue(), name, into);
              } else {
                into.add(name);
              }
            });
  }

  private static Set<String> fields(byte[]... documents) throws IOException {
    Set<String> fields = new TreeSet<>();
    for (byte[] document : documents) {
      collect(JSON.readTree(document), "", fields);
    }
    return fields;
  }

  private static List<String> labels(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Test
  void alert_isAsWritten_andItsTableHasEveryField() throws IOException {
    byte[] resolved = AlertJson.write(Alerts.resolved(), 5_412);
    assertThat(example(0)).isEqualTo(JSON.readTree(resolved));
    Set<String> written = fields(resolved, AlertJson.write(Alerts.hostile().get(0), 0));
    written.removeIf(
        field -> field.matches("vigil\\.matched\\.readings\\.(?!@timestamp$|source$).*"));
    assertThat(table("field | in the index | meaning").keySet())
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void alertsTypes_areThoseOfTheIndexTemplate() throws IOException {
    JsonNode template =
        JSON.readTree(
            Files.readString(Path.of("src/main/resources/elasticsearch/vigil-alerts.json")));
    JsonNode fields = template.at("/template/mappings/properties");
    table("field | in the index | meaning")
        .forEach(
            (field, rest) -> {
              String type = rest.substring(0, rest.indexOf('|')).strip();
              if (!field.startsWith("vigil.matched")) {
                assertThat(type)
                    .as(field)
                    .isEqualTo(
                        fields.at("/" + field.replace(".", "/properties/") + "/type").asText());
              }
            });
    assertThat(fields.at("/vigil/properties/matched/enabled").asBoolean(true)).isFalse();
  }

  @Test
  void everyWordOfAnAlert_isTold() {
    Map<String, String> fields = table("field | in the index | meaning");
    assertThat(labels(Alert.Action.values()))
        .allMatch(word -> fields.get("event.action").contains("`" + word + "`"));
    assertThat(labels(AlertSeverity.values()))
        .allMatch(word -> fields.get("vigil.severity").contains("`" + word + "`"));
    assertThat(List.of("firing", "resolved", "matched"))
        .allMatch(word -> fields.get("vigil.status").contains("`" + word + "`"));
    assertThat(table("`vigil.close_reason` | the alert resolved because").keySet())
        .containsExactlyInAnyOrderElementsOf(labels(Alert.CloseReason.values()));
  }

  @Test
  void status_isAsWritten_andItsTableHasEveryField() throws IOException {
    byte[] written =
        RuleStatusJson.write(
            new RuleStatus(
                "pm25-sustained",
                42,
                41L,
                "sha256:1f825aa2f0020ef7cf91dfa30da4668d791c5d4824fc8e41354b89ec05795ab3",
                RuleState.REJECTED,
                List.of(
                    new StatusError(
                        7, 12, "unknown-field", "there is no field pm52", "did you mean pm25?")),
                4,
                4,
                Instant.parse("2026-01-01T00:00:00.123Z").toEpochMilli()));
    assertThat(example(1)).isEqualTo(JSON.readTree(written));
    String from = page.substring(page.indexOf("## The status"));
    page = from;
    assertThat(table("field | type | meaning").keySet())
        .containsExactlyInAnyOrderElementsOf(fields(written));
    assertThat(table("`state` | the revision is").keySet())
        .containsExactlyInAnyOrderElementsOf(labels(RuleState.values()));
  }

  @Test
  void deadLetter_isAsWritten_andItsTableHasEveryField() throws IOException {
    String reading = "{\"ts\":\"2026-01-01T00:00:00Z\",\"station\":\"A\",\"pm25\":\"broken\"}";
    DeadLetter refused = DecodingFixture.air().letter(reading);
    byte[] written =
        DeadLetterJson.write(letter(refused, "A".getBytes(UTF_8), reading.getBytes(UTF_8)));
    assertThat(example(2)).isEqualTo(JSON.readTree(written));
    byte[] cut = DeadLetterJson.write(letter(refused, new byte[1 << 20], new byte[1 << 20]));
    page = page.substring(page.indexOf("## Dead letters"));
    assertThat(table("field | type | meaning").keySet())
        .containsExactlyInAnyOrderElementsOf(fields(written, cut));
    List<String> reasons = new ArrayList<>();
    Arrays.stream(Reason.values()).map(Reason::label).forEach(reasons::add);
    assertThat(table("`reason` | the record or reading").keySet())
        .containsExactlyInAnyOrderElementsOf(reasons);
  }

  private static DeadLetter letter(DeadLetter refused, byte[] key, byte[] value) {
    long time = Instant.parse("2026-01-01T00:00:04Z").toEpochMilli();
    return new DeadLetter(
        refused.reason(),
        refused.detail(),
        refused.stream(),
        new RawRecord("air-readings", 3, 1234, time, key, value),
        refused.part(),
        time + 1_000);
  }
}
