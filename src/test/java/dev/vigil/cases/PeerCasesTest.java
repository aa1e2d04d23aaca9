package dev.vigil.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.alert.Alert;
import dev.vigil.condition.Reading;
import dev.vigil.diagnostic.Source;
import dev.vigil.engine.ReadingSerializer;
import dev.vigil.event.Event;
import dev.vigil.pattern.Patterns;
import dev.vigil.plan.Plan;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.RuleParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Flink CEP's own tests assert, asserted of rules. All cases are rules of one job, each with a
 * key of its own; the two that prescribe an arrival and watermarks have a job each.
 */
class PeerCasesTest {
  /** Flink gives partial matches that start at or before 0 no window. */
  private static final long EPOCH = 1_600_000_000_000L;

  private static final long BOUND = 7;

  @RegisterExtension static final MiniClusterExtension FLINK = MatchJob.flink();

  static Stream<PeerCase> cases() {
    return PeerCase.of("flink-cep").stream();
  }

  /** The alerts of all cases in one job, in order of time. */
  private static final class InOrder {
    static final List<Alert> ALERTS = run(false);
  }

  /** The same, disordered. */
  private static final class Disordered {
    static final List<Alert> ALERTS = run(true);
  }

  private static List<Alert> run(boolean disordered) {
    Map<String, String> rules = new LinkedHashMap<>();
    List<Event> events = new ArrayList<>();
    cases()
        .filter(peer -> !peer.json().has("watermark"))
        .forEach(
            peer -> {
              rules.put("case-" + peer.id(), CaseRule.yaml(peer));
              events.addAll(events(peer));
            });
    List<Input<Event>> inputs =
        disordered
            ? Input.disordered(events, Event::timestamp, BOUND, new Random(7))
            : Input.sorted(events, Event::timestamp);
    try {
      return new MatchJob(Cases.CATALOG, 2).run(rules, inputs);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void cases_areAllThere() {
    assertThat(cases()).hasSize(54);
    assertThat(InOrder.ALERTS).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void jobsMatches_inOrder_areThoseOfTheCase(PeerCase peer) throws Exception {
    assertMatches(peer, peer.json().has("watermark") ? alone(peer) : of(peer, InOrder.ALERTS));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void jobsMatches_disorderedWithinTheBound_areThoseOfTheCase(PeerCase peer) throws Exception {
    assertMatches(peer, peer.json().has("watermark") ? alone(peer) : of(peer, Disordered.ALERTS));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void plansPattern_inAPlainFlinkJob_matchesAsTheCaseSays(PeerCase peer) throws Exception {
    Plan plan = plan(peer);
    List<Found> found =
        new PlainCep<>(
                Patterns.compile(plan),
                new ReadingSerializer(),
                PeerCasesTest::key,
                reading -> (int) reading.event().offset())
            .run(readings(peer), plan.alertOnTimeout());
    assertThat(found.stream().filter(Found::isMatch).map(Found::indices))
        .containsExactlyInAnyOrderElementsOf(sorted(peer.matches()));
    assertTimeouts(peer, found.stream().filter(one -> !one.isMatch()).toList());
  }

  private static void assertMatches(PeerCase peer, List<Alert> alerts) {
    List<Found> found = alerts.stream().map(Cases::found).toList();
    assertThat(found.stream().filter(Found::isMatch).map(Found::indices))
        .containsExactlyInAnyOrderElementsOf(sorted(peer.matches()));
    List<Found> timeouts = found.stream().filter(one -> !one.isMatch()).toList();
    if (peer.expectsTimeouts()) {
      assertTimeouts(peer, timeouts);
    } else {
      assertThat(timeouts).as("unexpected").isEmpty();
    }
  }

  private static void assertTimeouts(PeerCase peer, List<Found> timeouts) {
    if (peer.json().has("expect_timeouts")) {
      List<Found> expected = new ArrayList<>();
      for (JsonNode timeout : peer.json().get("expect_timeouts")) {
        Map<String, List<Integer>> stages = new LinkedHashMap<>();
        timeout
            .get("partial")
            .properties()
            .forEach(
                stage -> {
                  List<Integer> indices = new ArrayList<>();
                  stage.getValue().forEach(index -> indices.add(index.asInt()));
                  stages.put(stage.getKey(), indices);
                });
        expected.add(Found.of(stages, EPOCH + timeout.get("at").asLong(), true, index -> index));
      }
      assertThat(timeouts).containsExactlyInAnyOrderElementsOf(expected);
    } else if (peer.json().has("expect_timeouts_multiset")) {
      peer.json()
          .get("expect_timeouts_multiset")
          .properties()
          .forEach(
              wanted -> {
                String[] path = wanted.getKey().split("\\.", 2);
                List<Double> expected = new ArrayList<>();
                wanted.getValue().forEach(value -> expected.add(value.asDouble()));
                assertThat(timeouts)
                    .extracting(
                        one -> {
                          int index = one.stages().get(path[0]).get(0);
                          return peer.events().get(index).at("/fields/" + path[1]).asDouble();
                        })
                    .containsExactlyInAnyOrderElementsOf(expected);
              });
    } else {
      assertThat(timeouts).isEmpty();
    }
  }

  /** A case that says how its events arrive and what the watermark is after each. */
  private static List<Alert> alone(PeerCase peer) throws Exception {
    List<Input<Event>> inputs = new ArrayList<>();
    JsonNode watermark = peer.json().get("watermark");
    assertThat(watermark.get("kind").asText()).isEqualTo("punctuated_per_event");
    long newest = 0;
    for (Event event : events(peer)) {
      inputs.add(new Input.Element<>(event, event.timestamp()));
      newest = Math.max(newest, event.timestamp());
      inputs.add(new Input.Watermark<>(newest - watermark.get("lag_ms").asLong()));
    }
    return new MatchJob(Cases.CATALOG, 1)
        .run(Map.of("case-" + peer.id(), CaseRule.yaml(peer)), inputs);
  }

  /** All rules see all keys; a case is about its own. */
  private static List<Alert> of(PeerCase peer, List<Alert> alerts) {
    return alerts.stream()
        .filter(alert -> alert.rule().equals("case-" + peer.id()))
        .filter(alert -> alert.key().equals(Map.of("key", peer.id())))
        .toList();
  }

  private static List<Event> events(PeerCase peer) {
    List<Event> events = new ArrayList<>();
    for (JsonNode node : peer.events()) {
      Event event = Cases.event(EPOCH + node.get("t").asLong(), events.size());
      Cases.set(event, "key", peer.id());
      node.get("fields")
          .properties()
          .forEach(
              field ->
                  Cases.set(
                      event,
                      field.getKey(),
                      field.getValue().isTextual()
                          ? field.getValue().asText()
                          : (Object) field.getValue().asDouble()));
      events.add(event);
    }
    return events;
  }

  private static List<Input<Reading>> readings(PeerCase peer) {
    return Input.sorted(events(peer).stream().map(Reading::of).toList(), Reading::timestamp);
  }

  private static Plan plan(PeerCase peer) {
    Parsed parsed = RuleParser.parse(new Source(peer.id(), CaseRule.yaml(peer)), Cases.CATALOG);
    assertThat(parsed.diagnostics()).isEmpty();
    return parsed.rules().get(0).plan();
  }

  private static String key(Reading reading) {
    return (String) reading.event().value(Cases.SCHEMA.field("key"));
  }

  private static List<List<Integer>> sorted(List<List<Integer>> matches) {
    return matches.stream().map(match -> match.stream().sorted().toList()).toList();
  }
}
