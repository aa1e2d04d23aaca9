package dev.vigil.condition;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.vigil.event.Durations;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.signal.ReadingTest;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.SignalFunction;
import dev.vigil.signal.SignalFunction.Parameter;
import dev.vigil.signal.SignalSlots;
import dev.vigil.signal.Signals;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks what is written between a signal's parentheses, and gives the call its slot. */
final class SignalCalls {
  private static final long MOST_READINGS = 1_000;

  private final Names names;
  private final SignalSlots slots;
  private final Problems problems;
  private final CelSource source;

  /**
   * What a signal call comes to.
   *
   * @param leaf its variable, none where it has errors
   * @param fields the fields it reads
   * @param lets the lets it uses
   * @param weight parts of the lets it uses
   */
  record Found(@Nullable Leaf leaf, Set<String> fields, Set<String> lets, int weight) {}

  SignalCalls(Names names, SignalSlots slots, Problems problems, CelSource source) {
    this.names = names;
    this.slots = slots;
    this.problems = problems;
    this.source = source;
  }

  Found resolve(CelExpr expr, Set<String> bound) {
    SignalFunction function = Signals.function(expr.call().function()).orElseThrow();
    List<Parameter> parameters = function.parameters();
    List<CelExpr> arguments = expr.call().args();
    long optional = parameters.stream().filter(Parameter.BACK::equals).count();
    if (arguments.size() > parameters.size() || arguments.size() < parameters.size() - optional) {
      problems.error("bad-argument", expr, takes(function), "write " + example(function));
      return new Found(null, Set.of(), Set.of(), 0);
    }
    Arguments given = new Arguments(function);
    for (int i = 0; i < arguments.size(); i++) {
      given.read(parameters.get(i), arguments.get(i), bound);
    }
    return given.found();
  }

  /** The arguments of one call, as far as they have been read. */
  private final class Arguments {
    private final SignalFunction function;
    private String subject = "";
    private FieldType type = FieldType.DOUBLE;
    private @Nullable ReadingTest test;
    private double number;
    private long window;
    private Set<String> fields = Set.of();
    private Set<String> lets = Set.of();
    private int weight;
    private boolean wrong;

    Arguments(SignalFunction function) {
      this.function = function;
      this.number = function.parameters().contains(Parameter.BACK) ? 1 : 0;
    }

    void read(Parameter parameter, CelExpr argument, Set<String> bound) {
      switch (parameter) {
        case FIELD -> {
          Field found = field(function, argument, bound);
          wrong |= found == null;
          if (found != null) {
            subject = found.name();
            type = found.type();
            fields = Set.of(found.name());
          }
        }
        case CONDITION -> {
          Optional<ConditionArgument> found =
              ConditionArgument.compile(function.name(), argument, names, slots, source, problems);
          wrong |= found.isEmpty();
          found.ifPresent(
              condition -> {
                subject = condition.text();
                type = FieldType.BOOLEAN;
                test = condition.test();
                fields = condition.fields();
                lets = condition.lets();
                weight = condition.weight();
              });
        }
        case WINDOW -> takeWindow(argument);
        case BACK -> takeCount(argument, "goes back a number of readings");
        case QUANTILE -> {
          Double quantile = Constants.exact(argument).orElse(null);
          if (quantile == null || !(quantile >= 0 && quantile <= 1)) {
            problems.error(
                "bad-argument",
                argument,
                "a quantile is a number from 0 to 1, written out",
                "write " + example(function));
            wrong = true;
          } else {
            number = quantile;
          }
        }
        case WINDOW_OR_COUNT -> {
          if (Trees.literal(argument) == CelConstant.Kind.INT64_VALUE) {
            takeCount(argument, "goes over a number of readings");
          } else {
            takeWindow(argument);
          }
        }
      }
    }

    private void takeWindow(CelExpr argument) {
      OptionalLong millis = window(argument);
      wrong |= millis.isEmpty();
      window = millis.orElse(0);
      if (names.keyTtl() > 0 && window > names.keyTtl()) {
        problems.warning(
            "window-over-retention",
            argument,
            "a window longer than the "
                + Durations.format(names.keyTtl())
                + " of silence after which a key is forgotten",
            "shorten it, or raise state: {key_ttl} in conf");
      }
    }

    private void takeCount(CelExpr argument, String what) {
      OptionalLong count = count(function, argument, what);
      wrong |= count.isEmpty();
      number = count.orElse(0);
    }

    Found found() {
      if (wrong) {
        return new Found(null, Set.of(), Set.of(), 0);
      }
      SignalCall call = new SignalCall(function.name(), subject, type, number, window, test);
      FieldType result = call.result();
      Leaf leaf =
          new Leaf(
              FieldAccess.type(result),
              () -> FieldAccess.signal(result, slots.slot(call)),
              null,
              FieldAccess.isNumber(result) ? new Quantity.OfSignal(call) : null);
      return new Found(leaf, fields, lets, weight);
    }
  }

  private @Nullable Field field(SignalFunction function, CelExpr expr, Set<String> bound) {
    String name = String.join(".", Trees.path(expr));
    Field field = bound.contains(name) ? null : names.field(name);
    if (field == null) {
      if (names.let(name) != null || bound.contains(name) || name.isEmpty()) {
        problems.error(
            "bad-argument",
            expr,
            function.name()
                + " goes over a field of the stream"
                + (name.isEmpty()
                    ? ", not over an expression"
                    : ": " + FieldNames.written(Trees.path(expr)) + " is none"),
            "write " + example(function));
      } else {
        problems.error(
            "unknown-field",
            expr,
            "no field is named " + FieldNames.written(Trees.path(expr)),
            problems
                .unquoted(problems.at(expr), names.fieldNames())
                .or(() -> Unknowns.hint(name, names.fieldNames()))
                .orElse(null));
      }
      return null;
    }
    String conflict = names.conflict(name);
    if (conflict != null) {
      problems.error(
          "type-mismatch",
          expr,
          FieldNames.written(name) + " is " + conflict,
          "choose streams with from:");
      return null;
    }
    if (!function.accepts().contains(field.type())) {
      problems.error(
          "type-mismatch",
          expr,
          function.name()
              + " does not go over "
              + FieldNames.written(name)
              + ", "
              + Words.a(field.type()),
          null);
      return null;
    }
    return field;
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

  private OptionalLong count(SignalFunction function, CelExpr expr, String what) {
    if (Trees.literal(expr) == CelConstant.Kind.INT64_VALUE) {
      long count = expr.constant().int64Value();
      if (count >= 1 && count <= MOST_READINGS) {
        return OptionalLong.of(count);
      }
    }
    problems.error(
        "bad-argument",
        expr,
        function.name() + " " + what + " from 1 to " + MOST_READINGS,
        "write " + example(function));
    return OptionalLong.empty();
  }

  private static String takes(SignalFunction function) {
    List<String> words = function.parameters().stream().map(Parameter::words).toList();
    return function.name()
        + " takes "
        + switch (words.size()) {
          case 0 -> "nothing";
          case 1 -> words.get(0);
          default ->
              String.join(", ", words.subList(0, words.size() - 1))
                  + " and "
                  + words.get(words.size() - 1);
        };
  }

  static String example(SignalFunction function) {
    return function.parameters().stream()
        .map(Parameter::example)
        .collect(Collectors.joining(", ", function.name() + "(", ")"));
  }
}
