package dev.vigil.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.alert.Alert;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Siddhi's, Esper's, Prometheus' and ElastAlert's own tests assert, asserted of the rules in
 * {@code peers/}, named by the case. A case without a rule has a line in the docs.
 */
class OtherEnginesTest {
  private static final long EPOCH = 1_600_000_000_000L;
  private static final long UNDECIDED = Long.MIN_VALUE;
  private static final Path RULES = Path.of("src/test/resources/peers");
  private static final Path DOCS = Path.of("src/docs/other-engines.md");
  private static final Schema SCHEMA = schema();

  @RegisterExtension static final MiniClusterExtension FLINK = MatchJob.flink();

  private static Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("case", FieldType.STRING);
    fields.put("key", FieldType.STRING);
    fields.put("t", FieldType.TIMESTAMP);
    for (String text :
        List.of("stream", "symbol", "type", "id", "name", "user", "term", "second_term")) {
      fields.put(text, FieldType.STRING);
    }
    for (String number : List.of("price", "volume", "value", "count")) {
      fields.put(number, FieldType.DOUBLE);
    }
    return Schema.of("peers", fields, List.of("case", "key"));
  }

  /** The alerts of all cases, of one job. */
  private static final class Job {
    static final List<Alert> ALERTS = run();
  }

  private static List<Alert> run() {
    Map<String, String> rules = new LinkedHashMap<>();
    List<Event> events = new ArrayList<>();
    cases()
        .forEach(
            peer -> {
              for (String rule : read(RULES.resolve(peer.id() + ".yaml")).split("---\n", -1)) {
                Matcher id = Pattern.compile("rule: (\\S+)").matcher(rule);
                assertThat(id.find()).isTrue();
                rules.put(id.group(1), rule);
              }
              events.addAll(events(peer));
            });
    try {
      return new MatchJob(Catalog.of(SCHEMA), 2).run(rules, Input.sorted(events, Event::timestamp));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<PeerCase> all() {
    return Stream.of("siddhi", "esper", "prometheus", "elastalert2")
        .flatMap(source -> PeerCase.of(source).stream());
  }

  static Stream<PeerCase> cases() {
    return all().filter(peer -> Files.exists(RULES.resolve(peer.id() + ".yaml")));
  }

  @Test
  void everyCase_hasARuleOrALineInTheDocs() {
    Set<String> explained =
        read(DOCS)
            .lines()
            .filter(line -> line.startsWith("| "))
            .flatMap(line -> Pattern.compile("[a-z0-9]+-\\d+").matcher(line).results())
            .map(found -> found.group())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> ruled = cases().map(PeerCase::id).collect(Collectors.toCollection(TreeSet::new));
    assertThat(ruled).hasSize(33).doesNotContainAnyElementsOf(explained);
    explained.addAll(ruled);
    assertThat(explained)
        .isEqualTo(all().map(PeerCase::id).collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void alerts_areThoseOfTheCase(PeerCase peer) {
    List<Alert> alerts =
        Job.ALERTS.stream()
            .filter(alert -> alert.rule().equals(peer.id()))
            .filter(alert -> peer.id().equals(alert.key().get("case")))
            .toList();
    switch (peer.json().get("expect_kind").asText()) {
      case "matches_as_event_indices" -> assertMatches(peer, alerts);
      case "asserted_match_counts", "asserted_matches_at_checks" -> assertCounts(peer, alerts);
      case "alert_states" -> assertStates(peer, alerts);
      case "absent_at" -> assertAbsent(peer);
      default -> throw new AssertionError(peer.json().get("expect_kind"));
    }
  }

  private static void assertMatches(PeerCase peer, List<Alert> alerts) {
    JsonNode until = peer.json().path("time_runs_until");
    List<Alert> inTime =
        alerts.stream()
            .filter(alert -> until.isMissingNode() || alert.timestamp() <= EPOCH + until.asLong())
            .toList();
    assertThat(inTime.stream().map(alert -> Cases.found(alert).indices()))
        .containsExactlyInAnyOrderElementsOf(
            peer.matches().stream().map(match -> match.stream().sorted().toList()).toList());
    List<Long> emitted = new ArrayList<>();
    peer.json().path("emitted_about_ms").forEach(at -> emitted.add(EPOCH + at.asLong()));
    if (!emitted.isEmpty()) {
      assertThat(inTime.stream().map(Alert::timestamp)).containsExactlyElementsOf(emitted);
    }
  }

  private static void assertCounts(PeerCase peer, List<Alert> alerts) {
    List<Alert> opened =
        alerts.stream().filter(alert -> alert.action() != Alert.Action.RESOLVE).toList();
    for (JsonNode check : peer.json().get("expect")) {
      long now = check.has("t") ? time(peer, check) : after(peer, check.get("after_event").asInt());
      if (now == UNDECIDED) {
        continue;
      }
      List<Alert> soFar = opened.stream().filter(alert -> alert.timestamp() <= now).toList();
      int expected =
          check.has("matches") ? check.get("matches").asInt() : check.get("matches_total").asInt();
      assertThat(soFar).as("at %s", check).hasSize(expected);
      if (check.has("keys")) {
        List<String> keys = new ArrayList<>();
        check.get("keys").forEach(key -> keys.add(key.asText()));
        assertThat(soFar.stream().map(alert -> alert.key().get("key")))
            .containsExactlyElementsOf(keys);
      }
    }
  }

  /** The time of the newest event so far, if no older one is still to come. */
  private static long after(PeerCase peer, int event) {
    List<Long> times = events(peer).stream().map(Event::timestamp).toList();
    int count = Math.min(event + 1, times.size());
    long newest = times.subList(0, count).stream().mapToLong(time -> time).max().orElseThrow();
    boolean isDecided = times.subList(count, times.size()).stream().allMatch(time -> time > newest);
    return isDecided ? newest : UNDECIDED;
  }

  private static void assertStates(PeerCase peer, List<Alert> alerts) {
    for (JsonNode check : peer.json().get("expect")) {
      Set<String> firing = new TreeSet<>();
      check
          .get("states")
          .properties()
          .forEach(
              state -> {
                if (state.getValue().asText().equals("firing")) {
                  firing.add(state.getKey());
                }
              });
      assertThat(firing(alerts, time(peer, check))).as("at %s", check).isEqualTo(firing);
    }
  }

  private static void assertAbsent(PeerCase peer) {
    Set<String> keys = new TreeSet<>();
    peer.events().forEach(event -> keys.add(event.get("key").asText()));
    for (JsonNode check : peer.json().get("expect")) {
      String rule = peer.id() + "-" + check.get("window").asLong() + "s";
      List<Alert> alerts =
          Job.ALERTS.stream()
              .filter(alert -> alert.rule().equals(rule))
              .filter(alert -> peer.id().equals(alert.key().get("case")))
              .toList();
      assertThat(firing(alerts, time(peer, check)))
          .as("at %s", check)
          .isEqualTo(check.get("absent").asBoolean() ? keys : Set.of());
    }
  }

  /** Keys whose alert is open at a time. */
  private static Set<String> firing(List<Alert> alerts, long time) {
    Map<String, Boolean> open = new LinkedHashMap<>();
    for (Alert alert : alerts) {
      if ((alert.end() == null ? alert.timestamp() : alert.end()) <= time) {
        open.put(alert.key().getOrDefault("key", ""), alert.end() == null);
      }
    }
    return open.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long time(PeerCase peer, JsonNode node) {
    long unit = peer.json().get("time_unit").asText().equals("s") ? 1_000 : 1;
    return EPOCH + node.get("t").asLong() * unit;
  }

  private static List<Event> events(PeerCase peer) {
    List<Event> events = new ArrayList<>();
    for (JsonNode node : peer.events()) {
      long time = time(peer, node);
      Event event = new Event(SCHEMA, time, "case-0", events.size());
      event.setText(slot("case"), peer.id());
      event.setText(slot("key"), node.get("key").asText());
      event.setLong(slot("t"), time);
      node.get("fields")
          .properties()
          .forEach(field -> set(event, field.getKey(), field.getValue()));
      events.add(event);
    }
    return events;
  }

  private static void set(Event event, String name, JsonNode value) {
    if (value.isTextual()) {
      event.setText(slot(name), value.asText());
    } else if (value.isNumber()) {
      event.setDouble(slot(name), value.asDouble());
    }
  }

  private static int slot(String name) {
    Field field = SCHEMA.field(name);
    return field.slot();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
