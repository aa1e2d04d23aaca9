package dev.vigil.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertRule;
import dev.vigil.alert.MatchedStage;
import dev.vigil.alert.Opening;
import dev.vigil.io.elasticsearch.ElasticsearchAlerts;
import dev.vigil.io.elasticsearch.ElasticsearchTarget;
import dev.vigil.io.elasticsearch.ElasticsearchTemplate;
import dev.vigil.rule.AlertSeverity;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds Kibana's saved objects against alerts that the service's own sink has written to a real
 * Elasticsearch: Kibana itself would import a misspelt field, and show nothing.
 */
class SavedObjectsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXPORT = Path.of("kibana", "vigil.ndjson");
  private static final String INDEX = Servers.uniqueName("vigil-alerts-panels");
  private static final String TRIED_OUT = "pm25-tried-out";
  private static final String LONG_OPEN = "pm25-for-days";
  private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  /** When somebody looks at the dashboard. */
  private static final Instant NOW = Instant.ofEpochMilli(START).plus(Duration.ofHours(6));

  /**
   * What Elasticsearch's types are to Kibana; what is not here it calls unknown, and cannot group
   * by.
   */
  private static final Map<String, String> KIBANA_TYPES =
      Map.of(
          "date",
          "date",
          "keyword",
          "string",
          "text",
          "string",
          "long",
          "number",
          "double",
          "number",
          "boolean",
          "boolean",
          "geo_point",
          "geo_point",
          "_id",
          "string",
          "_source",
          "_source");

  private static final Map<String, JsonNode> OBJECTS = new HashMap<>();
  private static JsonNode capabilities;

  @BeforeAll
  static void write_alerts() throws Exception {
    for (String line : Files.readAllLines(EXPORT)) {
      JsonNode object = JSON.readTree(line);
      OBJECTS.put(name(object), object);
    }
    ElasticsearchTarget target =
        new ElasticsearchTarget(List.of(Servers.elasticsearch().address()), INDEX, null);
    ElasticsearchTemplate.alerts(target).install();
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
    new ElasticsearchAlerts(target).attach(environment.fromData(alerts(), Alert.TYPE));
    environment.execute();
    Servers.request("POST", "/" + INDEX + "-*/_refresh", "");
    capabilities = get("/" + INDEX + "-*/_field_caps?fields=*", "").path("fields");
  }

  @Test
  void export_holds_what_the_dashboard_needs() {
    assertThat(OBJECTS.keySet())
        .containsExactlyInAnyOrder(
            "index-pattern/vigil-alerts",
            "index-pattern/vigil-alerts-any-time",
            "search/vigil-firing",
            "search/vigil-alerts-latest",
            "visualization/vigil-firing-by-severity",
            "visualization/vigil-alerts-over-time",
            "visualization/vigil-top-rules",
            "visualization/vigil-top-keys",
            "visualization/vigil-keys-over-time",
            "dashboard/vigil-alerts");
  }

  @TestFactory
  Stream<DynamicTest> every_reference_resolves() {
    return OBJECTS.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> references(OBJECTS.get(name))));
  }

  private static void references(JsonNode object) throws IOException {
    Set<String> named = new HashSet<>();
    for (JsonNode reference : object.path("references")) {
      assertThat(OBJECTS).containsKey(name(reference));
      named.add(reference.path("name").asText());
    }
    Set<String> used = new HashSet<>();
    collectReferenceNames(object.path("attributes"), used);
    assertThat(used).isEqualTo(named);
  }

  private static void collectReferenceNames(JsonNode node, Set<String> into) throws IOException {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().equals("panelRefName") || field.getKey().equals("indexRefName")) {
        into.add(field.getValue().asText());
      }
      boolean embedded = field.getKey().endsWith("JSON") || field.getKey().equals("visState");
      collectReferenceNames(
          embedded ? JSON.readTree(field.getValue().asText()) : field.getValue(), into);
    }
    for (JsonNode item : node.isArray() ? node : JSON.createArrayNode()) {
      collectReferenceNames(item, into);
    }
  }

  @Test
  void one_index_pattern_is_filtered_by_time_and_one_is_not() {
    JsonNode pattern = OBJECTS.get("index-pattern/vigil-alerts").path("attributes");
    assertThat(pattern.path("title").asText()).isEqualTo("vigil-alerts-*");
    assertThat(pattern.path("timeFieldName").asText()).isEqualTo("@timestamp");
    JsonNode ofAnyTime = OBJECTS.get("index-pattern/vigil-alerts-any-time").path("attributes");
    assertThat(ofAnyTime.path("title").asText()).isEqualTo("vigil-alerts-*.*");
    assertThat(ofAnyTime.has("timeFieldName")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vigil-alerts", "vigil-alerts-any-time"})
  void index_patterns_tell_the_fields_as_elasticsearch_has_them(String id) throws IOException {
    JsonNode pattern = OBJECTS.get("index-pattern/" + id).path("attributes");
    Set<String> told = new HashSet<>();
    for (JsonNode field : JSON.readTree(pattern.path("fields").asText())) {
      String name = field.path("name").asText();
      told.add(name);
      JsonNode found = capability(name);
      assertThat(field.path("esTypes").path(0).asText())
          .as(name)
          .isEqualTo(found.path("type").asText());
      assertThat(field.path("type").asText())
          .as(name)
          .isEqualTo(KIBANA_TYPES.get(found.path("type").asText()));
      assertThat(field.path("searchable").asBoolean())
          .as(name)
          .isEqualTo(found.path("searchable").asBoolean());
      if (!name.startsWith("_")) {
        assertThat(field.path("aggregatable").asBoolean())
            .as(name)
            .isEqualTo(found.path("aggregatable").asBoolean());
      }
    }
    Set<String> known = new HashSet<>();
    capabilities
        .properties()
        .forEach(
            entry -> {
              String type = entry.getValue().fieldNames().next();
              if (KIBANA_TYPES.containsKey(type) && !entry.getKey().startsWith("_")) {
                known.add(entry.getKey());
              }
            });
    assertThat(told).containsAll(known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vigil-alerts-latest", "vigil-firing"})
  void saved_searches_show_fields_that_are_there(String id) {
    JsonNode search = OBJECTS.get("search/" + id).path("attributes");
    assertThat(search.path("columns")).hasSize(5);
    search.path("columns").forEach(column -> capability(column.asText()));
    assertThat(
            capability(search.path("sort").path(0).path(0).asText())
                .path("aggregatable")
                .asBoolean())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"visualization/vigil-firing-by-severity", "search/vigil-firing"})
  void what_is_firing_is_shown_however_long_it_has_been(String object) throws IOException {
    List<String> rules = shownRules(object);
    assertThat(rules).hasSize(19).contains(LONG_OPEN, "pm25-sustained");
    assertThat(rules).doesNotContain(TRIED_OUT, "pm25-spike-then-drop");
  }

  @Test
  void other_alerts_are_those_of_the_time_range() throws IOException {
    assertThat(shownRules("search/vigil-alerts-latest"))
        .hasSize(54)
        .contains("pm25-spike-then-drop")
        .doesNotContain(LONG_OPEN);
  }

  @Test
  void what_is_firing_is_at_the_top_of_the_dashboard() throws IOException {
    JsonNode dashboard = OBJECTS.get("dashboard/vigil-alerts");
    Map<String, String> shown = new HashMap<>();
    dashboard
        .path("references")
        .forEach(reference -> shown.put(reference.path("name").asText(), name(reference)));
    Set<String> top = new HashSet<>();
    for (JsonNode panel : JSON.readTree(dashboard.at("/attributes/panelsJSON").asText())) {
      if (panel.at("/gridData/y").asInt() == 0) {
        top.add(shown.get(panel.path("panelRefName").asText()));
      }
    }
    assertThat(top)
        .containsExactlyInAnyOrder("visualization/vigil-firing-by-severity", "search/vigil-firing");
  }

  /** The rules of the alerts that an object shows on the dashboard. */
  private static List<String> shownRules(String object) throws IOException {
    ObjectNode search = shown(OBJECTS.get(object)).put("size", 100);
    List<String> rules = new ArrayList<>();
    get(indices(OBJECTS.get(object)) + "/_search", search.toString())
        .at("/hits/hits")
        .forEach(hit -> rules.add(hit.at("/_source/rule/id").asText()));
    return rules;
  }

  /** A search of what an object shows: Kibana filters by time where the index pattern has one. */
  private static ObjectNode shown(JsonNode object) throws IOException {
    JsonNode source =
        JSON.readTree(object.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
    ObjectNode search = JSON.createObjectNode();
    var filter = search.withObject("/query/bool").withArray("filter");
    filter.add(query(source.path("query").path("query").asText()));
    JsonNode time = pattern(object).path("timeFieldName");
    if (!time.isMissingNode()) {
      JsonNode dashboard = OBJECTS.get("dashboard/vigil-alerts").path("attributes");
      assertThat(dashboard.path("timeRestore").asBoolean()).isTrue();
      filter
          .addObject()
          .withObject("/range")
          .putObject(time.asText())
          .put("gte", at(dashboard.path("timeFrom").asText()))
          .put("lte", at(dashboard.path("timeTo").asText()));
    }
    return search;
  }

  private static String at(String time) {
    return time.equals("now") ? NOW.toString() : time.replace("now", NOW + "||");
  }

  private static JsonNode pattern(JsonNode object) {
    return OBJECTS.get(name(object.path("references").path(0))).path("attributes");
  }

  /** The indices of this test, by the pattern of an object. */
  private static String indices(JsonNode object) {
    return "/" + pattern(object).path("title").asText().replace("vigil-alerts", INDEX);
  }

  @TestFactory
  Stream<DynamicTest> every_panel_finds_something() {
    return OBJECTS.values().stream()
        .filter(object -> object.path("type").asText().equals("visualization"))
        .map(object -> DynamicTest.dynamicTest(name(object), () -> panel(object)));
  }

  private static void panel(JsonNode object) throws IOException {
    ObjectNode search = shown(object).put("size", 0);
    List<String> grouped =
        aggregations(JSON.readTree(object.at("/attributes/visState").asText()), search);
    assertThat(grouped).isNotEmpty();
    JsonNode level = get(indices(object) + "/_search", search.toString()).path("aggregations");
    for (String field : grouped) {
      JsonNode buckets = level.path("by").path("buckets");
      assertThat(buckets).as(field).isNotEmpty();
      level = buckets.path(0);
    }
  }

  /** KQL as these panels use it is a query string, but for the case of its words. */
  private static JsonNode query(String kuery) {
    ObjectNode query = JSON.createObjectNode();
    if (kuery.isEmpty()) {
      query.putObject("match_all");
    } else {
      query.putObject("query_string").put("query", kuery.replace(" and ", " AND "));
    }
    return query;
  }

  /** Nests the aggregations that group, as Kibana does, and returns their fields. */
  private static List<String> aggregations(JsonNode state, ObjectNode search) {
    List<String> grouped = new ArrayList<>();
    ObjectNode level = search;
    for (JsonNode aggregation : state.path("aggs")) {
      String type = aggregation.path("type").asText();
      if (type.equals("count")) {
        continue;
      }
      String field = aggregation.path("params").path("field").asText();
      assertThat(capability(field).path("aggregatable").asBoolean()).as(field).isTrue();
      assertThat(KIBANA_TYPES).as(field).containsKey(capability(field).path("type").asText());
      level = level.putObject("aggs").putObject("by");
      ObjectNode params = level.putObject(type).put("field", field);
      if (type.equals("date_histogram")) {
        params.put("fixed_interval", "1h").put("min_doc_count", 1);
      } else {
        assertThat(type).isEqualTo("terms");
        params.put("size", aggregation.path("params").path("size").asInt());
      }
      grouped.add(field);
    }
    return grouped;
  }

  @Test
  void dashboard_leaves_out_rules_in_shadow_mode() throws IOException {
    JsonNode source =
        JSON.readTree(
            OBJECTS
                .get("dashboard/vigil-alerts")
                .at("/attributes/kibanaSavedObjectMeta/searchSourceJSON")
                .asText());
    ObjectNode search = JSON.createObjectNode().put("size", 100);
    for (JsonNode filter : source.path("filter")) {
      assertThat(filter.at("/meta/disabled").asBoolean(true)).isFalse();
      search.withObject("/query/bool").withArray("filter").add(filter.path("query"));
    }
    JsonNode hits = get("/" + INDEX + "-*/_search", search.toString()).at("/hits/hits");
    assertThat(alerts()).hasSize(55);
    assertThat(hits).hasSize(37);
    assertThat(hits).noneMatch(hit -> hit.at("/_source/vigil/shadow").asBoolean(true));
  }

  @Test
  void panels_lie_side_by_side_on_48_columns() throws IOException {
    Set<String> taken = new HashSet<>();
    int cells = 0;
    for (JsonNode panel :
        JSON.readTree(
            OBJECTS.get("dashboard/vigil-alerts").path("attributes").path("panelsJSON").asText())) {
      JsonNode grid = panel.path("gridData");
      assertThat(grid.path("x").asInt() + grid.path("w").asInt()).isLessThanOrEqualTo(48);
      for (int x = 0; x < grid.path("w").asInt(); x++) {
        for (int y = 0; y < grid.path("h").asInt(); y++) {
          taken.add((grid.path("x").asInt() + x) + "," + (grid.path("y").asInt() + y));
          cells++;
        }
      }
    }
    assertThat(taken).isNotEmpty().hasSize(cells);
  }

  private static JsonNode capability(String field) {
    assertThat(capabilities.has(field)).as(field).isTrue();
    return capabilities.path(field).elements().next();
  }

  private static String name(JsonNode object) {
    return object.path("type").asText() + "/" + object.path("id").asText();
  }

  private static JsonNode get(String path, String body) throws IOException {
    var answer = Servers.request(body.isEmpty() ? "GET" : "POST", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /**
   * Three rules at three stations over six hours, one of them in shadow mode; some still fire, and
   * so does what began more than a day before, in another month.
   */
  private static List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    alerts.add(alert(LONG_OPEN, "north", -30, Alert.Action.OPEN));
    for (int hour = 0; hour < 6; hour++) {
      for (String station : List.of("north", "south", "harbour")) {
        alerts.add(alert("pm25-sustained", station, hour, Alert.Action.OPEN));
        alerts.add(alert("pm25-spike-then-drop", station, hour, Alert.Action.MATCH));
        alerts.add(alert(TRIED_OUT, station, hour, Alert.Action.OPEN));
      }
    }
    return alerts;
  }

  private static Alert alert(String rule, String station, int hour, Alert.Action action) {
    long at = START + Duration.ofHours(hour).toMillis();
    var reading =
        new MatchedStage.MatchedReading(at, "air-readings-0@" + hour, Map.of("pm25", 80.0));
    AlertRule about =
        new AlertRule(
            rule,
            7,
            "High",
            AlertSeverity.WARNING,
            rule.equals(TRIED_OUT),
            Map.of("pollutant", "pm25"));
    Opening opening =
        new Opening(
            rule + station + hour,
            about,
            Map.of("station", station),
            Map.of(),
            station + " is high",
            at,
            80.0,
            List.of(new MatchedStage("rise", 1, at, at, List.of(reading))),
            48.2,
            16.4);
    Long end = action == Alert.Action.MATCH ? at + 1 : null;
    return new Alert(opening, action, 1, at, end, null, at);
  }
}
