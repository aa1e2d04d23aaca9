package dev.vigil.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a condition may ask about the readings a stage has taken. A reading without the value counts
 * for {@code first} and {@code last}, which are then unknown, and for no other function.
 */
final class StageAccess {
  /** The functions over all readings of a stage, with an example of each. */
  static final Map<String, String> FUNCTIONS =
      Map.of(
          "count", "count(%s)",
          "first", "first(%s.FIELD)",
          "last", "last(%s.FIELD)",
          "min", "min(%s.FIELD)",
          "max", "max(%s.FIELD)",
          "avg", "avg(%s.FIELD)",
          "sum", "sum(%s.FIELD)");

  private StageAccess() {}

  /** Whether the function goes over values of that type. */
  static boolean accepts(String function, CelType type) {
    return switch (function) {
      case "count", "first", "last" -> true;
      default -> type.equals(SimpleType.DOUBLE) || type.equals(SimpleType.INT);
    };
  }

  static CelType result(String function, CelType type) {
    return switch (function) {
      case "count" -> SimpleType.INT;
      case "avg" -> SimpleType.DOUBLE;
      default -> type;
    };
  }

  /** {@code count(stage)}. */
  static Code.OfLong size(String stage) {
    return (reading, stages) -> {
      Iterable<Reading> taken = stages.taken(stage);
      if (taken instanceof List<Reading> list) {
        return list.size();
      }
      long count = 0;
      for (Iterator<Reading> all = taken.iterator(); all.hasNext(); all.next()) {
        count++;
      }
      return count;
    };
  }

  /** {@code function(stage.value)}. */
  static Code over(String function, String stage, Code value) {
    return switch (function) {
      case "first" -> one(stage, value, false);
      case "last" -> one(stage, value, true);
      case "count" -> present(stage, value);
      case "avg" -> average(stage, Code.asDouble(value));
      default ->
          value instanceof Code.OfLong whole
              ? wholes(function, stage, whole)
              : doubles(function, stage, Code.asDouble(value));
    };
  }

  private static Code one(String stage, Code value, boolean last) {
    if (value instanceof Code.OfDouble code) {
      return (Code.OfDouble)
          (reading, stages) -> {
            Reading taken = pick(stages, stage, last);
            return taken == null ? Double.NaN : code.value(taken, Stages.NONE);
          };
    }
    if (value instanceof Code.OfLong code) {
      return (Code.OfLong)
          (reading, stages) -> {
            Reading taken = pick(stages, stage, last);
            return taken == null ? Code.OfLong.UNKNOWN : code.value(taken, Stages.NONE);
          };
    }
    if (value instanceof Code.OfBoolean code) {
      return (Code.OfBoolean)
          (reading, stages) -> {
            Reading taken = pick(stages, stage, last);
            return taken == null ? Truth.UNKNOWN : code.test(taken, Stages.NONE);
          };
    }
    if (value instanceof Code.OfText code) {
      return (Code.OfText)
          (reading, stages) -> {
            Reading taken = pick(stages, stage, last);
            return taken == null ? null : code.value(taken, Stages.NONE);
          };
    }
    return (Code.OfObject)
        (reading, stages) -> {
          Reading taken = pick(stages, stage, last);
          return taken == null ? null : value.box(taken, Stages.NONE);
        };
  }

  private static @Nullable Reading pick(Stages stages, String stage, boolean last) {
    Iterable<Reading> taken = stages.taken(stage);
    if (taken instanceof List<Reading> list) {
      return list.isEmpty() ? null : list.get(last ? list.size() - 1 : 0);
    }
    Reading found = null;
    for (Reading reading : taken) {
      found = reading;
      if (!last) {
        break;
      }
    }
    return found;
  }

  private static Code present(String stage, Code value) {
    return (Code.OfLong)
        (reading, stages) -> {
          long count = 0;
          for (Reading taken : stages.taken(stage)) {
            if (value.box(taken, Stages.NONE) != null) {
              count++;
            }
          }
          return count;
        };
  }

  private static Code average(String stage, Code.OfDouble code) {
    return asked(
        stage,
        readings -> {
          Mean mean = new Mean();
          for (Reading taken : readings) {
            double value = code.value(taken, Stages.NONE);
            if (!Double.isNaN(value)) {
              mean.add(value);
            }
          }
          return mean.value(); // NaN, and so unknown, of none
        });
  }

  private static Code doubles(String function, String stage, Code.OfDouble code) {
    return asked(
        stage,
        readings -> {
          double result = Double.NaN;
          for (Reading taken : readings) {
            double value = code.value(taken, Stages.NONE);
            if (Double.isNaN(result)) {
              result = value;
            } else if (!Double.isNaN(value)) {
              result =
                  switch (function) {
                    case "min" -> Math.min(result, value);
                    case "max" -> Math.max(result, value);
                    default -> result + value;
                  };
            }
          }
          return result;
        });
  }

  private static Code asked(String stage, TakenReadings.Question question) {
    return (Code.OfDouble) (reading, stages) -> TakenReadings.answer(question, stages.taken(stage));
  }

  private static Code wholes(String function, String stage, Code.OfLong code) {
    return (Code.OfLong)
        (reading, stages) -> {
          long result = Code.OfLong.UNKNOWN;
          for (Reading taken : stages.taken(stage)) {
            long value = code.value(taken, Stages.NONE);
            if (value == Code.OfLong.UNKNOWN) {
              continue;
            }
            if (result == Code.OfLong.UNKNOWN) {
              result = value;
              continue;
            }
            switch (function) {
              case "min" -> result = Math.min(result, value);
              case "max" -> result = Math.max(result, value);
              default -> {
                result = Arithmetic.add(result, value);
                if (result == Code.OfLong.UNKNOWN) {
                  return result;
                }
              }
            }
          }
          return result;
        };
  }
}
