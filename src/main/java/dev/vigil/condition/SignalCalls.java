package dev.vigil.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.event.Durations;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.SignalFunction;
import dev.vigil.signal.SignalSlots;
import dev.vigil.signal.Signals;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what is written between a signal's parentheses, and gives the call its slot. */
final class SignalCalls {
  private static final long MOST_BACK = 1_000;

  private final Names names;
  private final SignalSlots slots;
  private final Problems problems;

  /** The variable of a signal call, none where it has errors, and the fields it reads. */
  record Found(@Nullable Leaf leaf, List<String> fields) {}

  SignalCalls(Names names, SignalSlots slots, Problems problems) {
    this.names = names;
    this.slots = slots;
    this.problems = problems;
  }

  Found resolve(CelExpr expr, Set<String> bound) {
    SignalFunction function = Signals.function(expr.call().function()).orElseThrow();
    List<CelExpr> arguments = expr.call().args();
    int least = function.arguments() == SignalFunction.Arguments.FIELD_WINDOW ? 2 : 1;
    int most = function.arguments() == SignalFunction.Arguments.FIELD ? 1 : 2;
    if (arguments.size() < least || arguments.size() > most) {
      problems.error("bad-argument", expr, takes(function), "write " + example(function));
      return new Found(null, List.of());
    }
    Field field = field(function, arguments.get(0), bound);
    OptionalLong window = OptionalLong.of(0);
    OptionalLong count = OptionalLong.of(0);
    switch (function.arguments()) {
      case FIELD -> {}
      case FIELD_WINDOW -> window = window(arguments.get(1));
      case FIELD_COUNT ->
          count = arguments.size() == 2 ? count(function, arguments.get(1)) : OptionalLong.of(1);
    }
    if (field == null || window.isEmpty() || count.isEmpty()) {
      return new Found(null, List.of());
    }
    SignalCall call =
        new SignalCall(
            function.name(), field.name(), field.type(), count.getAsLong(), window.getAsLong());
    FieldType result = result(function, field.type());
    Leaf leaf =
        new Leaf(FieldAccess.type(result), () -> FieldAccess.signal(result, slots.slot(call)));
    return new Found(leaf, List.of(field.name()));
  }

  private static FieldType result(SignalFunction function, FieldType field) {
    return switch (function.result()) {
      case DOUBLE -> FieldType.DOUBLE;
      case INT -> FieldType.INT;
      case BOOLEAN -> FieldType.BOOLEAN;
      case FIELD -> field;
    };
  }

  private @Nullable Field field(SignalFunction function, CelExpr expr, Set<String> bound) {
    String name = written(expr);
    Field field = bound.contains(name) ? null : names.field(name);
    if (field == null) {
      if (names.let(name) != null || bound.contains(name) || name.isEmpty()) {
        problems.error(
            "bad-argument",
            expr,
            function.name()
                + " goes over a field of the stream"
                + (name.isEmpty() ? ", not over an expression" : ": " + name + " is none"),
            "write " + example(function));
      } else {
        problems.error(
            "unknown-field",
            expr,
            "no field is named " + name,
            Spelling.hint(name, names.fieldNames()).orElse(null));
      }
      return null;
    }
    String conflict = names.conflict(name);
    if (conflict != null) {
      problems.error("type-mismatch", expr, name + " is " + conflict, "choose streams with from:");
      return null;
    }
    if (!function.accepts().contains(field.type())) {
      problems.error(
          "type-mismatch",
          expr,
          function.name() + " does not go over " + name + ", " + Words.a(field.type()),
          null);
      return null;
    }
    return field;
  }

  /** The name that an argument is, dotted or not; empty where it is none. */
  private static String written(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> expr.ident().name();
      case SELECT -> {
        String before = written(expr.select().operand());
        yield before.isEmpty() ? "" : before + "." + expr.select().field();
      }
      default -> "";
    };
  }

  private OptionalLong window(CelExpr expr) {
    String text = Constants.text(expr).orElse(null);
    if (text == null) {
      problems.error(
          "bad-duration",
          expr,
          "a window is a duration, written out",
          "a duration is a text: '90s', '10m', '24h', '7d'");
      return OptionalLong.empty();
    }
    OptionalLong millis = Durations.parse(text);
    if (millis.isEmpty() || millis.getAsLong() == 0) {
      problems.error(
          "bad-duration",
          expr,
          millis.isEmpty() ? "'" + text + "' is no duration" : "a window has some length",
          "write '90s', '10m', '24h', '7d', or a sum: '1h30m'");
      return OptionalLong.empty();
    }
    return millis;
  }

  private OptionalLong count(SignalFunction function, CelExpr expr) {
    if (Resolver.literal(expr) == CelConstant.Kind.INT64_VALUE) {
      long count = expr.constant().int64Value();
      if (count >= 1 && count <= MOST_BACK) {
        return OptionalLong.of(count);
      }
    }
    problems.error(
        "bad-argument",
        expr,
        function.name() + " goes back a number of readings from 1 to " + MOST_BACK,
        "write " + example(function));
    return OptionalLong.empty();
  }

  private static String takes(SignalFunction function) {
    return function.name()
        + switch (function.arguments()) {
          case FIELD -> " takes a field";
          case FIELD_WINDOW -> " takes a field and a window";
          case FIELD_COUNT -> " takes a field, and how many readings back";
        };
  }

  private static String example(SignalFunction function) {
    return function.name()
        + switch (function.arguments()) {
          case FIELD -> "(FIELD)";
          case FIELD_WINDOW -> "(FIELD, '10m')";
          case FIELD_COUNT -> "(FIELD, 1)";
        };
  }
}
