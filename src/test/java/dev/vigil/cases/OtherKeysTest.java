package dev.vigil.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules find the same whether their {@code by} is their streams' own key or another. */
final class OtherKeysTest {
  @RegisterExtension static final MiniClusterExtension FLINK = MatchJob.flink();

  private static final long SEED = 20_241;
  private static final int READINGS = 2_000;
  private static final Map<String, String> RULES =
      Map.of(
          "sequence",
          """
          rule: sequence
          by: [town]
          sequence:
            - begin: high
              where: pm25 > 80
            - followed_by: low
              where: pm25 < 20 && pm25 < high.pm25
          within: 2m
          """,
          "lasts",
          "rule: lasts\nby: [town]\nwhen: pm25 > 40\nfor: 3s\nmax_gap: 30s\n",
          "signal",
          "rule: signal\nby: [town]\nwhen: pm25 > 1.9 * avg(pm25, '1m')\n",
          "both",
          """
          rule: both
          by: [town]
          from: [air, rain]
          sequence:
            - begin: dry
              where: has(pm25) && pm25 > 70
            - followed_by: wet
              where: has(mm) && mm > 5
          within: 1m
          """);

  @Test
  void byAnotherKey_findsWhatIsFoundByTheOwnKey() throws Exception {
    List<String> own = alerts("town", "town");
    assertThat(own).hasSizeGreaterThan(200);
    for (String rule : RULES.keySet()) {
      assertThat(own).anyMatch(alert -> alert.startsWith(rule + " "));
    }
    assertThat(alerts("station", "town")).isEqualTo(own);
    assertThat(alerts("station", "station")).isEqualTo(own);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void rulesThatNeverChange_findWhatThoseFindThatMay(int parallelism) throws Exception {
    Function<Catalog, MatchJob> fixed = catalog -> MatchJob.ofFixedRules(catalog, parallelism);
    List<String> changing = alerts("town", "town");
    assertThat(changing).hasSizeGreaterThan(200);
    assertThat(alerts(fixed, "town", "town")).isEqualTo(changing);
    assertThat(alerts(fixed, "station", "town")).isEqualTo(changing);
  }

  private static List<String> alerts(String airKey, String rainKey) throws Exception {
    return alerts(catalog -> new MatchJob(catalog, 2), airKey, rainKey);
  }

  private static List<String> alerts(Function<Catalog, MatchJob> job, String airKey, String rainKey)
      throws Exception {
    Schema air = schema("air", "pm25", airKey);
    Schema rain = schema("rain", "mm", rainKey);
    Random random = new Random(SEED);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      boolean dry = random.nextInt(5) > 0;
      // Each at a time of its own: the order of equal times is that of arrival.
      Event event = new Event(dry ? air : rain, 1_000L * (i + 1), "readings-0", i);
      int station = random.nextInt(12);
      event.setText(0, "s" + station);
      if (random.nextInt(50) > 0) {
        event.setText(1, "t" + station % 4);
      }
      event.setDouble(0, random.nextInt(dry ? 100 : 10));
      events.add(event);
    }
    List<Input<Event>> inputs =
        Input.disordered(events, Event::timestamp, 20_000, new Random(SEED));
    return job.apply(Catalog.of(air, rain)).run(RULES, inputs).stream()
        .map(OtherKeysTest::told)
        .sorted()
        .toList();
  }

  private static String told(Alert alert) {
    return alert.rule()
        + " "
        + alert.key()
        + " "
        + alert.status()
        + " "
        + alert.start()
        + ".."
        + (alert.end() == null ? alert.timestamp() : alert.end())
        + " "
        + alert.id();
  }

  private static Schema schema(String stream, String field, String key) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("town", FieldType.STRING);
    fields.put(field, FieldType.DOUBLE);
    return Schema.of(stream, fields, List.of(key));
  }
}
