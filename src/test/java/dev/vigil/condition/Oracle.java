package dev.vigil.condition;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.internal.ComparisonFunctions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction.Overload.Arithmetic;
import dev.cel.runtime.CelStandardFunctions.StandardFunction.Overload.Comparison;
import dev.cel.runtime.CelStandardFunctions.StandardFunction.Overload.Conversions;
import dev.cel.runtime.CelUnknownSet;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * dev.cel as it comes, made to err where rules are documented to be unknown: a double divided by
 * zero, a NaN, and the int −2^63.
 */
final class Oracle {
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
  private static final Set<Object> STRICT =
      Set.of(
          Arithmetic.ADD_DOUBLE,
          Arithmetic.SUBTRACT_DOUBLE,
          Arithmetic.MULTIPLY_DOUBLE,
          Arithmetic.DIVIDE_DOUBLE,
          Arithmetic.ADD_INT64,
          Arithmetic.SUBTRACT_INT64,
          Arithmetic.MULTIPLY_INT64,
          Conversions.STRING_TO_DOUBLE,
          Conversions.DOUBLE_TO_INT64);

  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME = runtime();

  private final CelRuntime.Program program;

  Oracle(String cel) throws Exception {
    CelAbstractSyntaxTree ast = COMPILER.compile(cel).getAst();
    program = RUNTIME.createProgram(ast);
  }

  /** The value, or empty where CEL errs or misses a variable. */
  Optional<Object> value(Map<String, Object> values) {
    try {
      Object value = program.eval(name -> Optional.ofNullable(values.get(name)));
      return value instanceof CelUnknownSet ? Optional.empty() : Optional.of(value);
    } catch (CelEvaluationException e) {
      return Optional.empty();
    }
  }

  private static CelCompiler compiler() {
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("pm25", SimpleType.DOUBLE)
            .addVar("pm10", SimpleType.DOUBLE)
            .addVar("wind.speed", SimpleType.DOUBLE)
            .addVar("n", SimpleType.INT)
            .addVar("m", SimpleType.INT)
            .addVar("station", SimpleType.STRING)
            .addVar("note", SimpleType.STRING)
            .addVar("ok", SimpleType.BOOL);
    for (String[] function :
        new String[][] {{"_+_", "add"}, {"_-_", "sub"}, {"_*_", "mul"}, {"_/_", "div"}}) {
      builder.addFunctionDeclarations(mixed(function[0], function[1], SimpleType.DOUBLE));
    }
    builder.addFunctionDeclarations(mixed("_==_", "eq", SimpleType.BOOL));
    builder.addFunctionDeclarations(mixed("_!=_", "ne", SimpleType.BOOL));
    builder.addFunctionDeclarations(
        CelFunctionDecl.newFunctionDeclaration(
            "@in",
            CelOverloadDecl.newGlobalOverload(
                "in_di", SimpleType.BOOL, SimpleType.DOUBLE, ListType.create(SimpleType.INT)),
            CelOverloadDecl.newGlobalOverload(
                "in_id", SimpleType.BOOL, SimpleType.INT, ListType.create(SimpleType.DOUBLE))));
    return builder.build();
  }

  private static CelFunctionDecl mixed(String name, String id, CelType result) {
    return CelFunctionDecl.newFunctionDeclaration(
        name,
        CelOverloadDecl.newGlobalOverload(id + "_id", result, SimpleType.INT, SimpleType.DOUBLE),
        CelOverloadDecl.newGlobalOverload(id + "_di", result, SimpleType.DOUBLE, SimpleType.INT));
  }

  private static CelRuntime runtime() {
    var builder =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardFunctions(
                CelStandardFunctions.newBuilder()
                    .filterFunctions(
                        (function, overload) ->
                            !STRICT.contains(overload) && !isMixedComparison(overload))
                    .build());
    strict(builder, "add", "add", '+');
    strict(builder, "subtract", "sub", '-');
    strict(builder, "multiply", "mul", '*');
    strict(builder, "divide", "div", '/');
    builder.addFunctionBindings(
        CelFunctionBinding.from(
            "add_int64", Long.class, Long.class, (a, b) -> least(Math.addExact(a, b))),
        CelFunctionBinding.from(
            "subtract_int64", Long.class, Long.class, (a, b) -> least(Math.subtractExact(a, b))),
        CelFunctionBinding.from(
            "multiply_int64", Long.class, Long.class, (a, b) -> least(Math.multiplyExact(a, b))),
        CelFunctionBinding.from(
            "string_to_double", String.class, a -> number(Double.parseDouble(a))),
        CelFunctionBinding.from("double_to_int64", Double.class, Oracle::whole),
        CelFunctionBinding.from("eq_id", Long.class, Double.class, Oracle::equal),
        CelFunctionBinding.from("eq_di", Double.class, Long.class, (a, b) -> equal(b, a)),
        CelFunctionBinding.from("ne_id", Long.class, Double.class, (a, b) -> !equal(a, b)),
        CelFunctionBinding.from("ne_di", Double.class, Long.class, (a, b) -> !equal(b, a)),
        CelFunctionBinding.from(
            "in_di",
            Double.class,
            List.class,
            (a, list) -> ((List<?>) list).stream().anyMatch(b -> equal((Long) b, a))),
        CelFunctionBinding.from(
            "in_id",
            Long.class,
            List.class,
            (a, list) -> ((List<?>) list).stream().anyMatch(b -> equal(a, (Double) b))));
    compare(builder, "less", order -> order < 0);
    compare(builder, "less_equals", order -> order <= 0);
    compare(builder, "greater", order -> order > 0);
    compare(builder, "greater_equals", order -> order >= 0);
    return builder.build();
  }

  private static boolean isMixedComparison(Object overload) {
    return overload instanceof Comparison
        && (overload.toString().endsWith("INT64_DOUBLE")
            || overload.toString().endsWith("DOUBLE_INT64"))
        && !overload.toString().contains("UINT");
  }

  /** dev.cel's own comparisons, which put −0.0 below the int 0 but not below 0.0. */
  private static void compare(CelRuntimeBuilder builder, String id, Order order) {
    builder.addFunctionBindings(
        CelFunctionBinding.from(
            id + "_int64_double",
            Long.class,
            Double.class,
            (a, b) -> order.holds(ComparisonFunctions.compareIntDouble(a, b + 0.0))),
        CelFunctionBinding.from(
            id + "_double_int64",
            Double.class,
            Long.class,
            (a, b) -> order.holds(ComparisonFunctions.compareDoubleInt(a + 0.0, b))));
  }

  @Immutable
  private interface Order {
    boolean holds(int order);
  }

  private static void strict(CelRuntimeBuilder builder, String name, String id, char operator) {
    builder.addFunctionBindings(
        CelFunctionBinding.from(
            name + "_double", Double.class, Double.class, (a, b) -> apply(operator, a, b)),
        CelFunctionBinding.from(
            id + "_id", Long.class, Double.class, (a, b) -> apply(operator, (double) a, b)),
        CelFunctionBinding.from(
            id + "_di", Double.class, Long.class, (a, b) -> apply(operator, a, (double) b)));
  }

  private static double apply(char operator, double a, double b) {
    if (operator == '/' && b == 0) {
      throw new ArithmeticException("division by zero");
    }
    return number(
        switch (operator) {
          case '+' -> a + b;
          case '-' -> a - b;
          case '*' -> a * b;
          default -> a / b;
        });
  }

  private static double number(double value) {
    if (Double.isNaN(value)) {
      throw new ArithmeticException("no number");
    }
    return value;
  }

  private static long least(long value) {
    if (value == Long.MIN_VALUE) {
      throw new ArithmeticException("the int that stands for unknown");
    }
    return value;
  }

  private static long whole(double value) {
    return least(new BigDecimal(value).toBigInteger().longValueExact());
  }

  private static boolean equal(long a, double b) {
    return (double) a == b;
  }
}
