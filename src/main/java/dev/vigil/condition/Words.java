package dev.vigil.condition;

import dev.cel.common.types.CelType;
import dev.vigil.event.FieldType;
import java.util.Locale;
import java.util.Set;

/** Types in the words of a rule's author, and the words that cannot be names. */
final class Words {
  /** CEL's own reserved words. */
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "var",
          "void",
          "while");

  /** Names of types, which CEL has as values. */
  static final Set<String> TYPES =
      Set.of(
          "bool",
          "bytes",
          "double",
          "dyn",
          "int",
          "list",
          "map",
          "null_type",
          "string",
          "type",
          "uint");

  private Words() {}

  static boolean isReserved(String name) {
    return isKeyword(name) || TYPES.contains(name);
  }

  /** Whether CEL's grammar has the word for itself. */
  static boolean isKeyword(String name) {
    return RESERVED.contains(name);
  }

  /** Whether CEL reads the text as one name. */
  static boolean isName(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_]*");
  }

  static String a(FieldType type) {
    return a(
        switch (type) {
          case GEO_POINT -> "geo point";
          case INT -> "int";
          default -> type.name().toLowerCase(Locale.ROOT);
        });
  }

  static String a(CelType type) {
    return celName(type.name());
  }

  /** A type as the checker prints it, as one says it: {@code list(int)} is a list of ints. */
  static String celName(String type) {
    if (type.startsWith("list(")) {
      return "a list of " + type.substring(5, type.length() - 1) + "s";
    }
    return switch (type) {
      case "bool" -> "a boolean";
      case "google.protobuf.Timestamp" -> "a timestamp";
      case "google.protobuf.Duration" -> "a duration";
      case "null", "null_type" -> "null";
      default -> type.startsWith("map(") ? "a map" : a(type);
    };
  }

  private static String a(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 && !noun.startsWith("u") ? "an " : "a ") + noun;
  }
}
