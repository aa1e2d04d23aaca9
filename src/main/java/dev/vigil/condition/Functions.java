package dev.vigil.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** CEL's functions on texts, and its conversions between scalars. */
final class Functions {
  private Functions() {}

  private interface TextTest extends BiPredicate<String, String>, java.io.Serializable {}

  /** The closure of a standard function; empty where it has none. */
  static Optional<Code> code(CodeGenerator generator, CelExpr expr) {
    List<CelExpr> operands = new ArrayList<>();
    expr.call().target().ifPresent(operands::add);
    operands.addAll(expr.call().args());
    String overload = generator.overload(expr).orElse("");
    if (operands.size() == 2) {
      return textTest(generator, overload, operands.get(0), operands.get(1));
    }
    return operands.size() == 1
        ? Optional.ofNullable(conversion(overload, generator, operands.get(0)))
        : Optional.empty();
  }

  private static Optional<Code> textTest(
      CodeGenerator generator, String overload, CelExpr left, CelExpr right) {
    return switch (overload) {
      case "contains_string" -> Optional.of(test(generator, left, right, String::contains));
      case "starts_with_string" -> Optional.of(test(generator, left, right, String::startsWith));
      case "ends_with_string" -> Optional.of(test(generator, left, right, String::endsWith));
      case "matches", "matches_string" ->
          Constants.text(right).flatMap(regex -> matches(generator.text(left), regex));
      default -> Optional.empty();
    };
  }

  private static Code test(CodeGenerator generator, CelExpr left, CelExpr right, TextTest test) {
    Code.OfText text = generator.text(left);
    Code.OfText part = generator.text(right);
    return (Code.OfBoolean)
        (r, s) -> {
          String a = text.value(r, s);
          String b = part.value(r, s);
          return a == null || b == null ? Truth.UNKNOWN : Truth.of(test.test(a, b));
        };
  }

  /** Finds the pattern anywhere in the text, in time linear in its length. */
  private static Optional<Code> matches(Code.OfText text, String regex) {
    try {
      Pattern pattern = Pattern.compile(regex);
      return Optional.of(
          (Code.OfBoolean)
              (r, s) -> {
                String a = text.value(r, s);
                return a == null ? Truth.UNKNOWN : Truth.of(pattern.matcher(a).find());
              });
    } catch (PatternSyntaxException e) {
      return Optional.empty(); // reported by the resolver; here for a let that has errors
    }
  }

  static Code concatenation(Code.OfText left, Code.OfText right) {
    return (Code.OfText)
        (r, s) -> {
          String a = left.value(r, s);
          String b = right.value(r, s);
          return a == null || b == null ? null : a.concat(b);
        };
  }

  private static @org.jspecify.annotations.Nullable Code conversion(
      String overload, CodeGenerator generator, CelExpr operand) {
    return switch (overload) {
      case "size_string", "string_size" -> size(generator.text(operand));
      case "int64_to_double" -> Code.asDouble(generator.code(operand));
      case "double_to_int64" -> truncated(Code.asDouble(generator.code(operand)));
      case "string_to_int64" -> parsedInt(generator.text(operand));
      case "string_to_double" -> parsedDouble(generator.text(operand));
      case "int64_to_string" -> intText(Code.asLong(generator.code(operand)));
      case "int64_to_int64", "double_to_double", "string_to_string" -> generator.code(operand);
      default -> null;
    };
  }

  private static Code size(Code.OfText text) {
    return (Code.OfLong)
        (r, s) -> {
          String a = text.value(r, s);
          return a == null ? Code.OfLong.UNKNOWN : a.codePointCount(0, a.length());
        };
  }

  private static Code truncated(Code.OfDouble number) {
    return (Code.OfLong)
        (r, s) -> {
          double a = number.value(r, s);
          return a > -0x1p63 && a < 0x1p63 ? (long) a : Code.OfLong.UNKNOWN;
        };
  }

  private static Code parsedInt(Code.OfText text) {
    return (Code.OfLong)
        (r, s) -> {
          String a = text.value(r, s);
          try {
            return a == null ? Code.OfLong.UNKNOWN : Long.parseLong(a);
          } catch (NumberFormatException e) {
            return Code.OfLong.UNKNOWN;
          }
        };
  }

  private static Code parsedDouble(Code.OfText text) {
    return (Code.OfDouble)
        (r, s) -> {
          String a = text.value(r, s);
          try {
            return a == null ? Double.NaN : Double.parseDouble(a);
          } catch (NumberFormatException e) {
            return Double.NaN;
          }
        };
  }

  private static Code intText(Code.OfLong number) {
    return (Code.OfText)
        (r, s) -> {
          long a = number.value(r, s);
          return a == Code.OfLong.UNKNOWN ? null : Long.toString(a);
        };
  }
}
