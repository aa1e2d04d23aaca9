package dev.vigil.condition;

import org.jspecify.annotations.Nullable;

/** Kleene's logic, and the choice. */
final class Logic {
  private Logic() {}

  static Code.OfBoolean and(Condition left, Condition right) {
    return (reading, stages) -> {
      Truth first = left.test(reading, stages);
      return first == Truth.FALSE ? Truth.FALSE : first.and(right.test(reading, stages));
    };
  }

  static Code.OfBoolean or(Condition left, Condition right) {
    return (reading, stages) -> {
      Truth first = left.test(reading, stages);
      return first == Truth.TRUE ? Truth.TRUE : first.or(right.test(reading, stages));
    };
  }

  static Code.OfBoolean not(Condition condition) {
    return (reading, stages) -> condition.test(reading, stages).not();
  }

  /** {@code condition ? yes : no}; both give the same type. */
  static Code choose(Condition condition, Code yes, Code no) {
    if (yes instanceof Code.OfBoolean) {
      Condition b = Code.asBoolean(no);
      Condition a = Code.asBoolean(yes);
      return (Code.OfBoolean)
          (r, s) ->
              switch (condition.test(r, s)) {
                case TRUE -> a.test(r, s);
                case FALSE -> b.test(r, s);
                case UNKNOWN -> Truth.UNKNOWN;
              };
    }
    if (yes instanceof Code.OfDouble a) {
      Code.OfDouble b = Code.asDouble(no);
      return (Code.OfDouble)
          (r, s) ->
              switch (condition.test(r, s)) {
                case TRUE -> a.value(r, s);
                case FALSE -> b.value(r, s);
                case UNKNOWN -> Double.NaN;
              };
    }
    if (yes instanceof Code.OfLong a) {
      Code.OfLong b = Code.asLong(no);
      return (Code.OfLong)
          (r, s) ->
              switch (condition.test(r, s)) {
                case TRUE -> a.value(r, s);
                case FALSE -> b.value(r, s);
                case UNKNOWN -> Code.OfLong.UNKNOWN;
              };
    }
    return (Code.OfObject) (r, s) -> chosen(condition.test(r, s), yes, no, r, s);
  }

  private static @Nullable Object chosen(
      Truth truth, Code yes, Code no, Reading reading, Stages stages) {
    return switch (truth) {
      case TRUE -> yes.box(reading, stages);
      case FALSE -> no.box(reading, stages);
      case UNKNOWN -> null;
    };
  }
}
