package dev.vigil.condition;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a meaning to what is asked of stages: {@code spike.pm25}, {@code max(spike.pm25)}. */
final class StageCalls {
  private final Names names;
  private final StageScope stages;
  private final Problems problems;
  private final Unknowns unknowns;
  private final Values values;
  private boolean asked;

  /** Finds the field or let that a path names in a reading; null where it is none, and reported. */
  interface Values {
    @Nullable Leaf leaf(CelExpr expr, List<String> path);
  }

  StageCalls(Names names, StageScope stages, Problems problems, Unknowns unknowns, Values values) {
    this.names = names;
    this.stages = stages;
    this.problems = problems;
    this.unknowns = unknowns;
    this.values = values;
  }

  /** Whether anything has been asked of a stage. */
  boolean asked() {
    return asked;
  }

  boolean isStage(String name) {
    return stages.earlier().contains(name) || name.equals(stages.self());
  }

  /** A function over the values of a stage's readings. */
  Leaf of(String function, String stage, Leaf value) {
    asked = true;
    return new Leaf(
        StageAccess.result(function, value.type()),
        () -> StageAccess.over(function, stage, value.code().get()));
  }

  /** Whether the call is one over the readings of a stage, or can only be meant as one. */
  boolean takes(CelExpr.CelCall call, Set<String> bound) {
    if (!StageAccess.FUNCTIONS.containsKey(call.function()) || call.args().size() != 1) {
      return false;
    }
    List<String> path = Trees.path(call.args().get(0));
    return !path.isEmpty()
        && !bound.contains(path.get(0))
        && (isStage(path.get(0)) || isMistakenStage(call.function(), path));
  }

  /** {@code max(spik.pm25)} and {@code count(spik)} can only mean a stage. */
  private boolean isMistakenStage(String function, List<String> path) {
    boolean known = names.field(path.get(0)) != null || names.let(path.get(0)) != null;
    return !known && (path.size() > 1 || function.equals("count"));
  }

  /** The variable of a call that {@link #takes}; of any type where it is wrong, and reported. */
  Leaf resolve(CelExpr expr) {
    CelExpr argument = expr.call().args().get(0);
    String function = expr.call().function();
    List<String> path = Trees.path(argument);
    String stage = path.get(0);
    if (!isStage(stage)) {
      unknowns.name("unknown-stage", argument, List.of(stage));
      return Resolver.nothing();
    }
    if (path.size() == 1) {
      if (function.equals("count")) {
        asked = true;
        return new Leaf(SimpleType.INT, () -> StageAccess.size(stage));
      }
      problems.error(
          "bad-argument",
          argument,
          function + " goes over a field of the stage's readings",
          "write " + String.format(StageAccess.FUNCTIONS.getOrDefault(function, "%s"), stage));
      return Resolver.nothing();
    }
    Leaf value = values.leaf(argument, path.subList(1, path.size()));
    if (value == null) {
      return Resolver.nothing();
    }
    if (!value.type().equals(SimpleType.DYN) && !StageAccess.accepts(function, value.type())) {
      problems.error(
          "type-mismatch",
          argument,
          function
              + " goes over numbers: "
              + FieldNames.written(path)
              + " is "
              + Words.a(value.type()),
          null);
      return Resolver.nothing();
    }
    return of(function, stage, value);
  }
}
