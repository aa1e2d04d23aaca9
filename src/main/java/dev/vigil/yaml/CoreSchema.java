package dev.vigil.yaml;

import dev.vigil.yaml.YamlScalar.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** YAML 1.2's core schema: what an untagged plain scalar is, and which tags there are. */
final class CoreSchema {
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private static final String PREFIX = "tag:yaml.org,2002:";
  private static final Map<String, Kind> SCALARS =
      Map.of(
          PREFIX + "str", Kind.STRING,
          PREFIX + "int", Kind.INTEGER,
          PREFIX + "float", Kind.DECIMAL,
          PREFIX + "bool", Kind.BOOLEAN,
          PREFIX + "null", Kind.NULL);

  private CoreSchema() {}

  static Kind resolve(String plain) {
    if (NULL.matcher(plain).matches()) {
      return Kind.NULL;
    }
    if (BOOLEAN.matcher(plain).matches()) {
      return Kind.BOOLEAN;
    }
    if (INTEGER.matcher(plain).matches()) {
      return Kind.INTEGER;
    }
    return DECIMAL.matcher(plain).matches() ? Kind.DECIMAL : Kind.STRING;
  }

  /** Whether the tag may stand before such a scalar. */
  static boolean allowsScalar(String tag, Kind resolved) {
    Kind tagged = SCALARS.get(tag);
    return tagged == Kind.STRING
        || tagged == resolved
        || (tagged == Kind.DECIMAL && resolved == Kind.INTEGER);
  }

  static boolean isText(String tag) {
    return SCALARS.get(tag) == Kind.STRING;
  }

  static boolean isMapping(String tag) {
    return tag.equals(PREFIX + "map");
  }

  static boolean isSequence(String tag) {
    return tag.equals(PREFIX + "seq");
  }

  /** The value of an integer; empty where it does not fit 64 bits. */
  static Optional<Long> whole(YamlScalar scalar) {
    String text = scalar.text();
    try {
      if (text.startsWith("0x")) {
        return Optional.of(Long.parseLong(text.substring(2), 16));
      }
      if (text.startsWith("0o")) {
        return Optional.of(Long.parseLong(text.substring(2), 8));
      }
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The value of a number; empty where it is none, or not finite. */
  static OptionalDouble number(YamlScalar scalar) {
    if (scalar.kind() == Kind.INTEGER) {
      Optional<Long> whole = whole(scalar);
      return whole.isPresent() ? OptionalDouble.of(whole.get()) : OptionalDouble.empty();
    }
    if (scalar.kind() != Kind.DECIMAL || scalar.text().matches("[-+]?\\.[a-zA-Z]+")) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(scalar.text());
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** A tag as an author writes it. */
  static String shorthand(String tag) {
    return tag.startsWith(PREFIX) ? "!!" + tag.substring(PREFIX.length()) : tag;
  }
}
