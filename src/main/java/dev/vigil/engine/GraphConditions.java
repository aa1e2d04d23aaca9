package dev.vigil.engine;

import dev.vigil.condition.Reading;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.RichAndCondition;
import org.apache.flink.cep.pattern.conditions.RichCompositeIterativeCondition;
import org.apache.flink.cep.pattern.conditions.RichNotCondition;
import org.apache.flink.cep.pattern.conditions.RichOrCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of an NFA's edges. Each is tested once a reading, or once a partial match where it
 * asks about what stages have taken, however many edges have it. Not for several threads at once.
 */
final class GraphConditions {
  /** An edge without a condition. */
  static final int ALWAYS = -1;

  private final List<Test> tests = new ArrayList<>();
  private final IdentityHashMap<IterativeCondition<Reading>, Integer> numbers =
      new IdentityHashMap<>();
  private boolean[] results = {};
  private long[] testedAt = {};
  private long readingStamp;
  private long partialStamp;
  private final Context context = new Context();
  private @Nullable Reading reading;
  private @Nullable Partial partial;

  /**
   * A condition, taken apart where Flink put it together.
   *
   * @param perPartial whether its result depends on what stages have taken
   */
  private record Test(
      IterativeCondition<Reading> condition, Kind kind, int left, int right, boolean perPartial) {}

  private enum Kind {
    LEAF,
    NOT,
    AND,
    OR
  }

  /** The number of a condition; the same for the same one. */
  int add(@Nullable IterativeCondition<Reading> condition) {
    if (condition == null) {
      return ALWAYS;
    }
    Integer known = numbers.get(condition);
    if (known != null) {
      return known;
    }
    Test test = test(condition);
    tests.add(test);
    numbers.put(condition, tests.size() - 1);
    results = new boolean[tests.size()];
    testedAt = new long[tests.size()];
    return tests.size() - 1;
  }

  private Test test(IterativeCondition<Reading> condition) {
    if (condition instanceof RichCompositeIterativeCondition<Reading> composite) {
      IterativeCondition<Reading>[] nested = composite.getNestedConditions();
      int left = add(nested[0]);
      int right = nested.length > 1 ? add(nested[1]) : left;
      boolean perPartial = tests.get(left).perPartial || tests.get(right).perPartial;
      if (condition instanceof RichNotCondition) {
        return new Test(condition, Kind.NOT, left, right, perPartial);
      }
      if (condition instanceof RichAndCondition) {
        return new Test(condition, Kind.AND, left, right, perPartial);
      }
      if (condition instanceof RichOrCondition) {
        return new Test(condition, Kind.OR, left, right, perPartial);
      }
    }
    boolean perPartial = !(condition instanceof SimpleCondition);
    return new Test(condition, Kind.LEAF, ALWAYS, ALWAYS, perPartial);
  }

  /** From now on conditions are tested of this reading. */
  void of(Reading next) {
    reading = next;
    readingStamp++;
  }

  /** From now on conditions are tested for a partial match. */
  void of(Partial next) {
    partial = next;
    partialStamp++;
  }

  /** Whether a condition holds. */
  boolean holds(int number) throws Exception {
    if (number == ALWAYS) {
      return true;
    }
    Test test = tests.get(number);
    long stamp = test.perPartial ? partialStamp : readingStamp;
    if (testedAt[number] != stamp) {
      results[number] =
          switch (test.kind) {
            case NOT -> !holds(test.left);
            case AND -> holds(test.left) && holds(test.right);
            case OR -> holds(test.left) || holds(test.right);
            case LEAF -> test.condition.filter(reading, context);
          };
      testedAt[number] = stamp;
    }
    return results[number];
  }

  /** What the stages of the partial match have taken, for conditions that ask. */
  private final class Context implements IterativeCondition.Context<Reading> {
    @Override
    public Iterable<Reading> getEventsForPattern(String stage) {
      Taken last = partial == null ? null : partial.last();
      return last == null ? List.of() : last.of(stage);
    }

    @Override
    public long timestamp() {
      return Objects.requireNonNull(reading).timestamp();
    }

    @Override
    public long currentProcessingTime() {
      return System.currentTimeMillis();
    }
  }
}
