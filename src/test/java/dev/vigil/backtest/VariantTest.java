package dev.vigil.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.plan.Plan;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariantTest {
  private static final Catalog CATALOG =
      Catalog.of(
          Schema.of(
              "air",
              Map.of("station", FieldType.STRING, "pm25", FieldType.DOUBLE),
              List.of("station")));

  @Test
  void plan_isOfTheOneWhoReadsIt() {
    String text = "rule: high\nwhen: \"[pm25].exists(x, x > avg(pm25, '1h'))\"\nfor: 5m\n";
    Rule rule = RuleParser.parseOne("high.yaml", text, CATALOG).rules().get(0);
    Variant variant = new Variant("high, tried", rule);
    Rule one = variant.read().rules().get(0);
    Plan plan = one.plan();
    assertThat(one.id()).isEqualTo("high, tried");
    assertThat(plan).isNotSameAs(rule.plan());
    assertThat(plan).isNotSameAs(variant.read().rules().get(0).plan());
    assertThat(plan.fingerprint()).isEqualTo(rule.plan().fingerprint());
    assertThat(plan.signals()).isEqualTo(rule.plan().signals());
    assertThat(plan.signals().get(0).slot()).isNotSameAs(rule.plan().signals().get(0).slot());
  }
}
