package dev.vigil.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The numbers of a field, merged in any order. */
class FieldTotalsTest {
  /** Digits enough to tell a number halfway between two doubles from its neighbours. */
  private static final MathContext EXACT = new MathContext(200);

  private static FieldTotals merged(List<Double> values, Random random) {
    List<FieldTotals> parts = new ArrayList<>();
    values.forEach(value -> parts.add(FieldTotals.of(value)));
    while (parts.size() > 1) {
      FieldTotals one = parts.remove(random.nextInt(parts.size()));
      FieldTotals other = parts.remove(random.nextInt(parts.size()));
      parts.add(one.with(other));
    }
    return parts.get(0);
  }

  @Property
  void meanOfEqualValues_isTheirValue(
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double value,
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll Random random) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value);
    }
    assertThat(merged(values, random).avg()).isEqualTo(value);
  }

  @Property
  void meanOfValuesThatHardlyDiffer_isTheNearestNumber_andBetweenThem(
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double base,
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll Random random) {
    List<Double> values = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < count; i++) {
      values.add(base + random.nextInt(3) * Math.ulp(base));
      sum = sum.add(new BigDecimal(values.get(i)));
    }
    FieldTotals totals = merged(values, random);
    assertThat(totals.avg())
        .isEqualTo(sum.divide(BigDecimal.valueOf(count), EXACT).doubleValue())
        .isBetween(totals.min(), totals.max());
  }
}
