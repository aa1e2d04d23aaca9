package dev.vigil.condition;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.signal.SignalFunction;
import dev.vigil.signal.SignalFunction.Parameter;
import dev.vigil.signal.Signals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reports names that nothing has, with a guess at what was meant. */
final class Unknowns {
  private final Names names;
  private final StageScope stages;
  private final Problems problems;
  private final CelSource source;

  Unknowns(Names names, StageScope stages, Problems problems, CelSource source) {
    this.names = names;
    this.stages = stages;
    this.problems = problems;
    this.source = source;
  }

  /** A name that is no field and no let, or no stage, by the code. */
  void name(String code, CelExpr expr, List<String> path) {
    String root = path.get(0);
    if (stages.without().contains(root)) {
      problems.error(
          "unknown-stage",
          expr,
          root + " is a stage that takes no reading",
          "ask a stage that takes some, or compare the fields in its own where");
      return;
    }
    if (root.equals(stages.once())) {
      problems.error(
          "unknown-stage",
          expr,
          root + " takes one reading, which is this one",
          "write its fields alone, or let the stage loop: times: 2+");
      return;
    }
    if (stages.elsewhere().contains(root)) {
      problems.error(
          "unknown-stage",
          expr,
          root + " is a stage, and this looks at one reading alone",
          "ask the reading's own fields, or a signal over them");
      return;
    }
    Set<String> known = new LinkedHashSet<>(names.all());
    known.addAll(stages.earlier());
    if (stages.self() != null) {
      known.add(stages.self());
    }
    Set<String> signals = new LinkedHashSet<>(Signals.names());
    signals.removeAll(known);
    known.addAll(signals);
    String what = code.equals("unknown-stage") ? "no stage before this one" : "no field or let";
    problems.error(
        code,
        expr,
        what + " is named " + FieldNames.written(path),
        unquoted(expr)
            .or(() -> asSignal(path, signals, known))
            .or(() -> hint(String.join(".", path), known))
            .orElse(null));
  }

  /** The hint where a signal is meant that is written without its arguments. */
  private static Optional<String> asSignal(
      List<String> path, Set<String> signals, Set<String> known) {
    return Spelling.closest(String.join(".", path), known)
        .filter(signals::contains)
        .flatMap(Signals::function)
        .map(signal -> "write " + SignalCalls.example(signal));
  }

  /** The hint for a name as an author writes it. */
  static Optional<String> hint(String name, Collection<String> known) {
    return Spelling.closest(name, known)
        .map(closest -> "did you mean " + FieldNames.written(closest) + "?");
  }

  /** The hint where a field's name needs backticks, and has none. */
  private Optional<String> unquoted(CelExpr expr) {
    return problems.unquoted(problems.at(expr), names.fieldNames());
  }

  /** A function that is none, one asked behind a dot, or one over stages that is given none. */
  void function(CelExpr expr, String name) {
    Optional<SignalFunction> signal = Signals.function(name);
    if (expr.call().target().isPresent()
        && (signal.isPresent() || StageAccess.FUNCTIONS.containsKey(name) || name.equals("has"))) {
      problems.error(
          "unknown-function",
          expr,
          name + " stands before its arguments, not behind a dot",
          "write " + asCalled(expr.call(), signal));
      return;
    }
    String example = StageAccess.FUNCTIONS.get(name);
    if (example != null) {
      problems.error(
          "bad-argument",
          expr,
          name + " goes over the readings of a stage",
          "write " + String.format(example, "STAGE"));
      return;
    }
    Set<String> known = new LinkedHashSet<>(Signals.names());
    known.addAll(StageAccess.FUNCTIONS.keySet());
    known.add("has");
    CelStandardDeclarations.getAllFunctionNames().stream()
        .filter(Words::isName)
        .forEach(known::add);
    problems.error(
        "unknown-function",
        expr,
        "no function is named " + name,
        unquoted(expr).or(() -> Spelling.hint(name, known)).orElse(null));
  }

  /** {@code pm25.rate('10m')} as it is meant: {@code rate(pm25, '10m')}. */
  private String asCalled(CelExpr.CelCall call, Optional<SignalFunction> signal) {
    List<String> arguments = new ArrayList<>();
    call.args().forEach(argument -> arguments.add(Trees.text(argument, source).replace('"', '\'')));
    int before = signal.map(found -> found.parameters().indexOf(Parameter.QUANTILE) + 1).orElse(0);
    arguments.add(
        Math.min(before, arguments.size()), Trees.text(call.target().orElseThrow(), source));
    return call.function() + "(" + String.join(", ", arguments) + ")";
  }
}
