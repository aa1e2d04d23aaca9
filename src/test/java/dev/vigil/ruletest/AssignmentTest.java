package dev.vigil.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** As many expectations as can be met are met, each by an alert that fits and that no other has. */
class AssignmentTest {
  @Property
  void assignment_isOneToOne_fits_andIsTheLargest(@ForAll long seed) {
    Random random = new Random(seed);
    List<ExpectedAlert> expected = new ArrayList<>();
    List<RaisedAlert> raised = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      OptionalLong at =
          random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(4));
      expected.add(new ExpectedAlert("r", key(random), "firing", at, null, null, null));
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      raised.add(new RaisedAlert("r", key(random), "firing", random.nextInt(4), Map.of(), ""));
    }
    int[] takenBy = new Assignment(expected, raised).takenBy();
    BitSet met = new BitSet();
    for (int i = 0; i < takenBy.length; i++) {
      if (takenBy[i] != Assignment.NOBODY) {
        assertThat(met.get(takenBy[i])).isFalse();
        met.set(takenBy[i]);
        assertThat(expected.get(takenBy[i]).fits(raised.get(i))).isTrue();
      }
    }
    assertThat(met.cardinality()).isEqualTo(most(expected, raised));
  }

  private static Map<String, String> key(Random random) {
    return Map.of("station", random.nextBoolean() ? "A" : "B");
  }

  /** The most that can be met, by trying all. */
  private static int most(List<ExpectedAlert> expected, List<RaisedAlert> raised) {
    if (expected.isEmpty()) {
      return 0;
    }
    List<ExpectedAlert> others = expected.subList(1, expected.size());
    int most = most(others, raised);
    for (int i = 0; i < raised.size(); i++) {
      if (expected.get(0).fits(raised.get(i))) {
        List<RaisedAlert> rest = new ArrayList<>(raised);
        rest.remove(i);
        most = Math.max(most, 1 + most(others, rest));
      }
    }
    return most;
  }
}
