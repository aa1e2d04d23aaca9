package dev.vigil.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.vigil.event.Event;
import dev.vigil.signal.ReadingTest;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.SignalSlots;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A condition between the parentheses of a signal.
 *
 * @param text the same for conditions that are the same, however they are spaced; says what its
 *     lets are
 * @param fields the stream's fields it reads
 * @param lets the lets it uses
 * @param weight parts of the lets it uses
 */
record ConditionArgument(
    String text, ReadingTest test, Set<String> fields, Set<String> lets, int weight) {
  /** Compiles it; empty where it has errors, which are reported. */
  static Optional<ConditionArgument> compile(
      String function,
      CelExpr expr,
      Names names,
      SignalSlots slots,
      CelSource source,
      Problems problems) {
    Resolver resolver = new Resolver(names, StageScope.NONE, slots, problems, source);
    CelExpr resolved = resolver.resolve(expr);
    CelValidationResult checked = Cel.check(resolved, source, resolver.types());
    if (checked.hasError()) {
      new Mistakes(problems).types(List.copyOf(checked.getErrors()), resolved, resolver);
      return Optional.empty();
    }
    CelAbstractSyntaxTree tree = tree(checked);
    if (tree.getResultType().equals(SimpleType.DYN)) {
      return Optional.empty(); // what made it so is reported
    }
    if (!tree.getResultType().equals(SimpleType.BOOL)) {
      problems.error(
          "bad-argument",
          expr,
          function + " goes over a condition, and this is " + Words.a(tree.getResultType()),
          "compare it: pm25 > 75");
      return Optional.empty();
    }
    int asked = slots.asked();
    Condition condition =
        Code.asBoolean(new CodeGenerator(tree, resolver.leaves()).code(tree.getExpr()));
    List<Integer> inputs = slots.askedSince(asked);
    List<SignalCall> calls = inputs.stream().map(slots.calls()::get).toList();
    for (SignalCall call : calls) {
      if (call.type().isText() && call.isOfFieldsType()) {
        problems.error(
            "bad-argument",
            expr,
            function + " cannot go over " + call.function() + " of a text",
            "compare " + FieldNames.written(call.field()) + " outside of " + function);
        return Optional.empty();
      }
    }
    return Optional.of(
        new ConditionArgument(
            text(expr, source, resolver, names),
            new Compiled(
                condition, inputs, inputs.isEmpty() ? 0 : Collections.max(inputs) + 1, calls),
            Set.copyOf(resolver.fields()),
            Set.copyOf(resolver.lets()),
            resolver.weight() - Trees.size(expr)));
  }

  /**
   * The condition over a reading with the slots of the rule that it was compiled for.
   *
   * @param slots where it looks for the inputs
   * @param width one more than the last of the slots
   */
  private record Compiled(
      Condition condition, List<Integer> slots, int width, List<SignalCall> inputs)
      implements ReadingTest {
    @Override
    public double number(Event event, double[] values) {
      double[] signals = new double[width];
      for (int i = 0; i < values.length; i++) {
        signals[slots.get(i)] = values[i];
      }
      return switch (condition.test(Reading.of(event, signals), Stages.NONE)) {
        case TRUE -> 1;
        case FALSE -> 0;
        case UNKNOWN -> Double.NaN;
      };
    }
  }

  private static String text(CelExpr expr, CelSource source, Resolver resolver, Names names) {
    StringBuilder text = new StringBuilder();
    text.append(Trees.text(expr, source));
    for (String name : new TreeSet<>(resolver.lets())) {
      Names.Let let = names.let(name);
      if (let != null) {
        text.append("; ").append(name).append(" = ").append(let.text().strip());
      }
    }
    return text.toString();
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult checked) {
    try {
      return checked.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("an expression without errors has no tree", e);
    }
  }
}
