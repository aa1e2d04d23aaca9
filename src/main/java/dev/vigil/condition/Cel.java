package dev.vigil.condition;

import static dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Conversions.INT64_TO_TIMESTAMP;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction.Overload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** dev.cel as rules use it: its options, and what is declared beyond the standard. */
final class Cel {
  /** As deep as the parser recurses; what passes is measured by {@link Complexity}. */
  private static final int PARSER_DEPTH = 250;

  private static final int MOST_CHECKERS = 256;
  private static final int ITERATIONS = 10_000;

  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .evaluateCanonicalTypesToNativeValues(true)
          .populateMacroCalls(true)
          .maxExpressionCodePointSize(Complexity.LENGTH)
          .maxParseRecursionDepth(PARSER_DEPTH)
          .comprehensionMaxIterations(ITERATIONS)
          .maxRegexProgramSize(Regexes.SIZE)
          .build();

  /** {@code has} is ours, so that it takes a bare field. */
  private static final List<CelStandardMacro> MACROS =
      List.of(
          CelStandardMacro.ALL,
          CelStandardMacro.EXISTS,
          CelStandardMacro.EXISTS_ONE,
          CelStandardMacro.FILTER,
          CelStandardMacro.MAP,
          CelStandardMacro.MAP_FILTER);

  private static final Map<String, String> ARITHMETIC =
      Map.of("_+_", "add", "_-_", "subtract", "_*_", "multiply", "_/_", "divide");
  private static final Map<String, String> EQUALITY =
      Map.of("_==_", "equals", "_!=_", "not_equals");

  /** Functions beyond the standard. */
  static final List<CelFunctionDecl> DECLARATIONS = declarations();

  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(MACROS)
          .build();

  /** What an expression names: its variables with their types, and the functions it calls. */
  private record Named(Map<String, CelType> variables, Set<String> functions) {}

  /** Checkers by what they know, the last used: most rules name the like. */
  private static final Map<Named, CelChecker> CHECKERS =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Named, CelChecker> eldest) {
          return size() > MOST_CHECKERS;
        }
      };

  private Cel() {}

  /**
   * Checks the types of an expression.
   *
   * @param variables all that it may name
   */
  static CelValidationResult check(
      CelExpr expression, CelSource source, Map<String, CelType> variables) {
    Set<String> functions = new HashSet<>();
    Trees.visit(
        expression,
        part -> {
          if (part.getKind() == CelExpr.ExprKind.Kind.CALL) {
            functions.add(part.call().function());
          }
        });
    CelChecker checker;
    synchronized (CHECKERS) {
      checker =
          CHECKERS.computeIfAbsent(
              new Named(Map.copyOf(variables), Set.copyOf(functions)), Cel::newChecker);
    }
    return checker.check(CelAbstractSyntaxTree.newParsedAst(expression, source));
  }

  /**
   * A checker that knows the functions named and no others: dev.cel declares all of them anew with
   * each expression, and compares their overloads pair by pair. A time of an int is none that
   * {@link #OPTIONS} allow.
   */
  private static CelChecker newChecker(Named named) {
    CelCheckerBuilder builder =
        CelCompilerFactory.standardCelCheckerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(
                CelStandardDeclarations.newBuilder()
                    .filterFunctions(
                        (function, overload) ->
                            named.functions().contains(function.functionName())
                                && overload != INT64_TO_TIMESTAMP)
                    .build());
    DECLARATIONS.stream()
        .filter(function -> named.functions().contains(function.name()))
        .forEach(builder::addFunctionDeclarations);
    named
        .variables()
        .forEach(
            (name, type) -> builder.addVarDeclarations(CelVarDecl.newVarDeclaration(name, type)));
    return builder.build();
  }

  static CelParser parser() {
    return PARSER;
  }

  private static List<CelFunctionDecl> declarations() {
    List<CelFunctionDecl> all = new ArrayList<>();
    ARITHMETIC.forEach((name, id) -> all.add(mixed(name, id, SimpleType.DOUBLE)));
    EQUALITY.forEach((name, id) -> all.add(mixed(name, id, SimpleType.BOOL)));
    all.add(
        CelFunctionDecl.newFunctionDeclaration(
            "@in",
            CelOverloadDecl.newGlobalOverload(
                "in_double_list_int64",
                SimpleType.BOOL,
                SimpleType.DOUBLE,
                ListType.create(SimpleType.INT)),
            CelOverloadDecl.newGlobalOverload(
                "in_int64_list_double",
                SimpleType.BOOL,
                SimpleType.INT,
                ListType.create(SimpleType.DOUBLE))));
    return List.copyOf(all);
  }

  private static CelFunctionDecl mixed(String name, String id, CelType result) {
    return CelFunctionDecl.newFunctionDeclaration(
        name,
        CelOverloadDecl.newGlobalOverload(
            id + "_int64_double", result, SimpleType.INT, SimpleType.DOUBLE),
        CelOverloadDecl.newGlobalOverload(
            id + "_double_int64", result, SimpleType.DOUBLE, SimpleType.INT));
  }

  /** What of the standard gives NaN where a rule's value is unknown, or reads too few durations. */
  private static final Set<CelStandardFunctions.StandardOverload> OURS =
      Set.of(
          Overload.Arithmetic.ADD_DOUBLE,
          Overload.Arithmetic.SUBTRACT_DOUBLE,
          Overload.Arithmetic.MULTIPLY_DOUBLE,
          Overload.Arithmetic.DIVIDE_DOUBLE,
          Overload.Conversions.STRING_TO_DURATION);

  /**
   * The runtime with our overloads, where a NaN and a double divided by zero are errors. Made when
   * the first expression needs it: most rules never do.
   */
  static CelRuntime runtime() {
    return Lazily.RUNTIME;
  }

  private static final class Lazily {
    static final CelRuntime RUNTIME =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardFunctions(
                CelStandardFunctions.newBuilder()
                    .filterFunctions((function, overload) -> !OURS.contains(overload))
                    .build())
            .addFunctionBindings(bindings())
            .build();
  }

  @Immutable
  private interface DoubleOperator {
    double apply(double a, double b);
  }

  private static List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> all = new ArrayList<>();
    all.addAll(arithmetic("add", (a, b) -> a + b));
    all.addAll(arithmetic("subtract", (a, b) -> a - b));
    all.addAll(arithmetic("multiply", (a, b) -> a * b));
    all.addAll(arithmetic("divide", Arithmetic::divide));
    EQUALITY.forEach(
        (name, id) -> {
          boolean equal = id.equals("equals");
          all.add(
              CelFunctionBinding.from(
                  id + "_int64_double",
                  Long.class,
                  Double.class,
                  (a, b) -> equal == (a.doubleValue() == b)));
          all.add(
              CelFunctionBinding.from(
                  id + "_double_int64",
                  Double.class,
                  Long.class,
                  (a, b) -> equal == (a == b.doubleValue())));
        });
    all.add(CelFunctionBinding.from("string_to_duration", String.class, Times::duration));
    all.add(
        CelFunctionBinding.from("in_double_list_int64", Double.class, List.class, Cel::contains));
    all.add(CelFunctionBinding.from("in_int64_list_double", Long.class, List.class, Cel::contains));
    return all;
  }

  private static List<CelFunctionBinding> arithmetic(String id, DoubleOperator operator) {
    return ImmutableList.of(
        CelFunctionBinding.from(
            id + "_double", Double.class, Double.class, (a, b) -> number(operator.apply(a, b))),
        CelFunctionBinding.from(
            id + "_int64_double",
            Long.class,
            Double.class,
            (a, b) -> number(operator.apply(a.doubleValue(), b))),
        CelFunctionBinding.from(
            id + "_double_int64",
            Double.class,
            Long.class,
            (a, b) -> number(operator.apply(a, b.doubleValue()))));
  }

  private static double number(double value) {
    if (Double.isNaN(value)) {
      throw new ArithmeticException("no number");
    }
    return value;
  }

  private static boolean contains(Number value, Collection<?> list) {
    return list.stream()
        .anyMatch(item -> item instanceof Number n && n.doubleValue() == value.doubleValue());
  }
}
