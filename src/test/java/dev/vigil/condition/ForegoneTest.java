package dev.vigil.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** What is called foregone is so, for every reading there is. */
class ForegoneTest {
  private static final double[] VALUES = {-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4};

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void conditionCalledForegone_neverComesOutOtherwise(@ForAll long seed) {
    String cel = random(new Random(seed), 3);
    Air air = new Air(cel);
    air.compiler.lint(1);
    Checked condition = air.compiler.condition(Fragment.at(cel, 0), StageScope.NONE).orElseThrow();
    Set<String> said = new TreeSet<>();
    for (Diagnostic found : air.diagnostics.all()) {
      if (found.message().startsWith("this condition")) {
        said.add(found.code());
      }
    }
    for (double pm25 : VALUES) {
      for (double pm10 : VALUES) {
        Reading reading = Air.reading(Map.of("pm25", pm25, "pm10", pm10));
        Truth truth = condition.condition().test(reading, Stages.NONE);
        assertThat(said.contains("never-true") && truth.isTrue()).as(cel).isFalse();
        assertThat(said.contains("never-false") && truth.isFalse()).as(cel).isFalse();
      }
    }
    Statistics.label("said")
        .collect(said)
        .coverage(
            coverage -> {
              coverage.check(Set.of("never-true")).percentage(share -> share > 3);
              coverage.check(Set.of("never-false")).percentage(share -> share > 3);
              coverage.check(Set.of()).percentage(share -> share > 30);
            });
  }

  private static String random(Random random, int depth) {
    if (depth > 0 && random.nextInt(4) > 0) {
      String left = random(random, depth - 1);
      return switch (random.nextInt(5)) {
        case 0 -> "!(" + left + ")";
        case 1, 2 -> "(" + left + " && " + random(random, depth - 1) + ")";
        default -> "(" + left + " || " + random(random, depth - 1) + ")";
      };
    }
    String operator = List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6));
    String field = random.nextBoolean() ? "pm25" : "pm10";
    int constant = random.nextInt(4);
    return random.nextBoolean()
        ? field + " " + operator + " " + constant
        : constant + " " + operator + " " + field;
  }
}
