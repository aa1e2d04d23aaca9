package dev.vigil.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.Action;
import dev.vigil.alert.AlertRule;
import dev.vigil.alert.Opening;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.AlertSeverity;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Catalog CATALOG =
      Catalog.of(
          Schema.of(
              "air",
              Map.of("station", FieldType.STRING, "pm25", FieldType.DOUBLE),
              List.of("station")));

  private final Comparison comparison = new Comparison(List.of(rule(70)), List.of(rule(80)));

  private static Rule rule(int threshold) {
    String text = "rule: high\nsequence:\n  - {begin: up, where: pm25 > " + threshold + "}\n";
    return RuleParser.parseOne("high.yaml", text, CATALOG).rules().get(0);
  }

  /** The alert of a match that began at 1 s. */
  private static Alert matched(String variant, long at) {
    AlertRule rule = new AlertRule(variant, 1, "", AlertSeverity.WARNING, false, Map.of());
    Map<String, String> key = Map.of("station", "A");
    return new Alert(
        new Opening(variant + at, rule, key, Map.of(), "high", 1_000, null, List.of(), null, null),
        Action.MATCH,
        1,
        at,
        at,
        null,
        0);
  }

  private List<String> differences() {
    return comparison.differences().stream()
        .map(difference -> (difference.added() ? "+" : "-") + difference.at())
        .toList();
  }

  @Test
  void moreAlertsOfOneFirstReading_addOnlyWhatTheOldSideHasNot() {
    for (long at : List.of(2_000L, 3_000L, 4_000L)) {
      comparison.alert(matched("high", at));
    }
    comparison.alert(matched("high (old)", 2_000));
    assertThat(differences()).containsExactly("+3000", "+4000");
  }

  @Test
  void fewerAlertsOfOneFirstReading_removeOnlyWhatTheNewSideHasNot() {
    for (long at : List.of(2_000L, 3_000L, 4_000L)) {
      comparison.alert(matched("high (old)", at));
    }
    comparison.alert(matched("high", 2_000));
    assertThat(differences()).containsExactly("-3000", "-4000");
  }
}
