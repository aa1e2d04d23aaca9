package dev.vigil.condition;

import dev.vigil.event.FieldType;
import dev.vigil.signal.SignalCall;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Random well-typed CEL over the fields of {@link Air}, and random events for it. */
final class RandomCel {
  private static final String[] COMPARISONS = {"<", "<=", ">", ">=", "==", "!="};
  private static final long[] INTS = {
    0, 1, -1, 2, 3, 7, -12, 100, Long.MAX_VALUE, -Long.MAX_VALUE, 1L << 53, (1L << 53) + 1
  };
  private static final double[] DOUBLES = {
    0.0, 0.5, 1.0, -1.0, 2.0, 7.0, 100.25, -3.75, 1e300, -1e300, 9007199254740992.0, 1e18
  };
  private static final String[] TEXTS = {
    "", "A", "B", "AB", "12", "-7", "1.5", "x1", "😀", "\uffff"
  };

  private final Random random;

  RandomCel(long seed) {
    random = new Random(seed);
  }

  private int pick(int bound) {
    return random.nextInt(bound);
  }

  private String of(String... choices) {
    return choices[pick(choices.length)];
  }

  String bool(int depth) {
    if (depth == 0) {
      return of("ok", "true", "false", "ok");
    }
    int d = depth - 1;
    return switch (pick(14)) {
      case 0, 1 -> "(" + bool(d) + " && " + bool(d) + ")";
      case 2, 3 -> "(" + bool(d) + " || " + bool(d) + ")";
      case 4 -> "!" + bool(0);
      case 5 -> "!(" + bool(d) + ")";
      case 6, 7 -> "(" + number(d) + " " + of(COMPARISONS) + " " + number(d) + ")";
      case 8 -> "(" + text(d) + " " + of(COMPARISONS) + " " + text(d) + ")";
      case 9 -> "(" + bool(d) + " " + of(COMPARISONS) + " " + bool(d) + ")";
      case 10 -> "(" + bool(d) + " ? " + bool(d) + " : " + bool(d) + ")";
      case 11 ->
          text(d)
              + of(
                  ".startsWith(" + text(d) + ")",
                  ".endsWith(" + text(d) + ")",
                  ".contains(" + text(d) + ")",
                  ".matches('" + of("^A", "B$", "[0-9]+", ".", "A|x") + "')");
      case 12 -> member(d);
      default ->
          "[1, 2, 3]."
              + of("exists", "all", "exists_one")
              + "(x, "
              + of(
                  "n / (x - 2)",
                  "m % (x - 1)",
                  "pm25 / (x - 2)",
                  "pm10 * x",
                  "x + m",
                  realLiteral())
              + " "
              + of(COMPARISONS)
              + " x)";
    };
  }

  private String member(int d) {
    return switch (pick(5)) {
      case 0 -> "(" + text(d) + " in ['A', '12', ''])";
      case 1 -> "(" + text(d) + " in [" + text(d) + ", 'B'])";
      case 2 -> "(" + integer(d) + " in [1, -1, 7])";
      case 3 -> "(" + real(d) + " in [1, 2, 7])";
      default -> "(" + integer(d) + " in [1.0, 2.5, -1.0])";
    };
  }

  private String number(int depth) {
    return pick(2) == 0 ? integer(depth) : real(depth);
  }

  String integer(int depth) {
    if (depth == 0) {
      return pick(2) == 0 ? of("n", "m") : integerLiteral();
    }
    int d = depth - 1;
    return switch (pick(7)) {
      case 0, 1, 2 -> "(" + integer(d) + " " + of("+", "-", "*", "/", "%") + " " + integer(d) + ")";
      case 3 -> "-(" + integer(d) + ")";
      case 4 -> "(" + bool(d) + " ? " + integer(d) + " : " + integer(d) + ")";
      case 5 -> "int(" + of(real(d), text(d), integer(d)) + ")";
      default -> of("size(" + text(d) + ")", text(d) + ".size()");
    };
  }

  private String integerLiteral() {
    long value = INTS[pick(INTS.length)];
    return value < 0 ? "(" + value + ")" : Long.toString(value);
  }

  String real(int depth) {
    if (depth == 0) {
      return pick(2) == 0 ? of("pm25", "pm10", "wind.speed") : realLiteral();
    }
    int d = depth - 1;
    return switch (pick(7)) {
      case 0, 1 -> "(" + real(d) + " " + of("+", "-", "*", "/") + " " + real(d) + ")";
      case 2 -> "(" + real(d) + " " + of("+", "-", "*", "/") + " " + integer(d) + ")";
      case 3 -> "(" + integer(d) + " " + of("+", "-", "*", "/") + " " + real(d) + ")";
      case 4 -> "-(" + real(d) + ")";
      case 5 -> "(" + bool(d) + " ? " + real(d) + " : " + real(d) + ")";
      default -> "double(" + of(integer(d), text(d), real(d)) + ")";
    };
  }

  private String realLiteral() {
    double value = DOUBLES[pick(DOUBLES.length)];
    return value < 0 ? "(" + value + ")" : Double.toString(value);
  }

  String text(int depth) {
    if (depth == 0) {
      return pick(2) == 0 ? of("station", "note") : "'" + of(TEXTS) + "'";
    }
    int d = depth - 1;
    return switch (pick(4)) {
      case 0 -> text(0);
      case 1 -> "(" + text(d) + " + " + text(d) + ")";
      case 2 -> "(" + bool(d) + " ? " + text(d) + " : " + text(d) + ")";
      default -> "string(" + of(integer(d), text(d), real(d), bool(d)) + ")";
    };
  }

  /** A conjunction such as rules begin with: comparisons of fields with literals, and others. */
  String conjunction() {
    StringBuilder text = new StringBuilder(conjunct());
    for (int n = pick(4); n > 0; n--) {
      text.append(" && ").append(conjunct());
    }
    return text.toString();
  }

  private String conjunct() {
    return switch (pick(16)) {
      case 12 -> "(" + conjunct() + " || " + conjunct() + ")";
      case 13 -> "!(" + conjunct() + of(" && ", " || ") + conjunct() + ")";
      case 14 -> of("pm25", "n", signal()) + " in [" + integerLiteral() + ", 0]";
      case 15 -> "station in ['" + of(TEXTS) + "', '" + of(TEXTS) + "']";
      case 7 -> signal() + " " + of(COMPARISONS) + " " + realLiteral();
      case 8 -> integerLiteral() + " " + of(COMPARISONS) + " " + signal();
      case 9 -> signal() + " " + of(COMPARISONS) + " " + linear();
      case 10 -> linear() + " " + of(COMPARISONS) + " " + of("pm25", "pm10", "n", "m", signal());
      case 0 -> of("pm25", "n") + " " + of(COMPARISONS) + " " + integerLiteral();
      case 1 -> of("pm25", "n", "pm10") + " " + of(COMPARISONS) + " " + realLiteral();
      case 2 -> realLiteral() + " " + of(COMPARISONS) + " " + of("pm25", "n");
      case 3 -> integerLiteral() + " " + of(COMPARISONS) + " " + of("pm25", "n", "m");
      case 4 -> "station " + of("==", "!=") + " '" + of(TEXTS) + "'";
      case 5 -> of("ok", "!ok");
      case 6 -> "'" + of(TEXTS) + "' == note";
      default -> bool(2);
    };
  }

  private String signal() {
    return of(
        "avg(pm25, '10m')",
        "max(pm10, '10m')",
        "sum(n, '1h')",
        "delta(m)",
        "count(note, '10m')",
        "prev(pm25, 3)");
  }

  private String linear() {
    return of(
        realLiteral() + " * " + signal(),
        signal() + " * " + realLiteral(),
        integerLiteral() + " * pm10",
        "pm25 " + of("+", "-", "*", "/") + " " + signal(),
        signal() + " + 2 * " + signal(),
        "m * 2");
  }

  /** A value that the signal may have; one in eight is not known. */
  double signal(SignalCall call) {
    if (pick(8) == 0) {
      return Double.NaN;
    }
    return call.result() == FieldType.INT ? INTS[pick(INTS.length)] : DOUBLES[pick(DOUBLES.length)];
  }

  /** Values of an event, each of them there two times in three. */
  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    put(values, "pm25", DOUBLES[pick(DOUBLES.length)]);
    put(values, "pm10", pick(8) == 0 ? Double.POSITIVE_INFINITY : random.nextGaussian() * 10);
    put(values, "wind.speed", (double) pick(4));
    put(values, "n", INTS[pick(INTS.length)]);
    put(values, "m", (long) pick(9) - 4);
    put(values, "station", of(TEXTS));
    put(values, "note", of(TEXTS));
    put(values, "ok", random.nextBoolean());
    return values;
  }

  private void put(Map<String, Object> values, String name, Object value) {
    if (pick(3) > 0) {
      values.put(name, value);
    }
  }
}
