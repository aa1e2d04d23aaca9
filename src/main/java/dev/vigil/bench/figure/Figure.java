package dev.vigil.bench.figure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What was measured at one place.
 *
 * @param at where, in order: engine, backend, rules, …
 * @param values what, in order, with the unit in the name: readings_per_s, p99_ms, state_bytes
 */
public record Figure(String suite, Map<String, String> at, Map<String, Double> values) {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]+)?");
  private static final MathContext DIGITS = new MathContext(4);

  /** From here on a figure is told without decimals. */
  private static final double LARGE = 1_000;

  public Figure {
    at = Collections.unmodifiableMap(new LinkedHashMap<>(at));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    values.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " of " + suite + " is " + value);
          }
        });
  }

  /** A figure of a suite, of which nothing is said yet. */
  public static Figure of(String suite) {
    return new Figure(suite, Map.of(), Map.of());
  }

  /** The same, with one more word on where. */
  public Figure at(String name, Object place) {
    Map<String, String> more = new LinkedHashMap<>(at);
    more.put(name, place.toString());
    return new Figure(suite, more, values);
  }

  /** The same, with one more value. */
  public Figure value(String name, Number value) {
    Map<String, Double> more = new LinkedHashMap<>(values);
    more.put(name, value.doubleValue());
    return new Figure(suite, at, more);
  }

  /** Where it was measured, by the name of the place; empty where that does not apply. */
  public String place(String name) {
    return at.getOrDefault(name, "");
  }

  /**
   * What was measured.
   *
   * @throws NullPointerException if that was not
   */
  public double value(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** One flat line of JSON: the suite, where, what. Numbers are numbers. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("suite", suite);
    at.forEach(
        (name, place) -> {
          if (isNumber(place)) {
            json.putRawValue(name, new RawValue(place));
          } else {
            json.put(name, place);
          }
        });
    values.forEach((name, value) -> json.putRawValue(name, new RawValue(text(value))));
    return json.toString();
  }

  static boolean isNumber(String place) {
    return NUMBER.matcher(place).matches();
  }

  /** A value as it is told: whole where it is whole or large, else with four digits. */
  public static String text(double value) {
    if (value == Math.rint(value) || Math.abs(value) >= LARGE) {
      return Long.toString(Math.round(value));
    }
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
