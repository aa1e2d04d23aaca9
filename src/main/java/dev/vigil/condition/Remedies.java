package dev.vigil.condition;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to write instead of an operation on types that do not go together. */
final class Remedies {
  private static final String TIMESTAMP = "google.protobuf.Timestamp";
  private static final String DURATION = "google.protobuf.Duration";

  /** What {@code has} takes: a field, or a call. */
  private static final Pattern PRESENT = Pattern.compile("[\\w.]+(\\(.*\\))?|`[^`]*`");

  private Remedies() {}

  static boolean isEquality(String function) {
    return function.equals("_==_") || function.equals("_!=_");
  }

  /** A hint, or null where there is nothing better to say than what is wrong. */
  static @Nullable String hint(String function, List<String> operands, List<String> types) {
    int text = types.indexOf("string");
    if (text >= 0 && operands.get(text).startsWith("'")) {
      if (types.contains(TIMESTAMP)) {
        return "write timestamp('2026-01-31T12:00:00Z')";
      }
      if (types.contains(DURATION)) {
        return "write duration(" + operands.get(text) + ")";
      }
    }
    int none = types.indexOf("null");
    if (none >= 0 && isEquality(function)) {
      return PRESENT.matcher(operands.get(1 - none)).matches()
          ? "write " + (function.equals("_==_") ? "!" : "") + "has(" + operands.get(1 - none) + ")"
          : "ask has(FIELD), or !has(FIELD)";
    }
    return switch (function) {
      case "@in" ->
          types.equals(List.of("string", "string"))
              ? "write " + operands.get(1) + ".contains(" + operands.get(0) + ")"
              : null;
      case "_+_" -> text < 0 ? null : "write string(" + operands.get(1 - text) + ")";
      case "_%_" -> {
        int real = types.indexOf("double");
        yield real < 0 ? null : "write int(" + operands.get(real) + ")";
      }
      case "_?_:_" ->
          types.containsAll(List.of("bool", "int", "double"))
              ? "write double(" + operands.get(types.indexOf("int")) + ")"
              : null;
      default -> null;
    };
  }
}
