package dev.vigil.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.signal.SignalSlots;
import dev.vigil.signal.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives every name of an expression its meaning. Fields, lets, signals and what is asked of stages
 * become variables, so that the checker and the runtime meet nothing but standard CEL; what has no
 * meaning is reported and becomes a variable of any type, so that the rest is checked all the same.
 */
final class Resolver {
  private static final Code.OfObject NOTHING = (reading, stages) -> null;

  private final Names names;
  private final StageScope stages;
  private final Problems problems;
  private final SignalCalls signals;
  private final Unknowns unknowns;
  private final StageCalls overStages;
  private final Map<String, Leaf> leaves = new HashMap<>();
  private final Map<Long, CelExpr> originals = new HashMap<>();
  private final Set<String> fields = new LinkedHashSet<>();
  private final Set<String> lets = new LinkedHashSet<>();
  private final CelSource source;
  private int weight;

  /**
   * A resolver for one expression.
   *
   * @param source what the expression was parsed from
   */
  Resolver(Names names, StageScope stages, SignalSlots slots, Problems problems, CelSource source) {
    this.names = names;
    this.stages = stages;
    this.problems = problems;
    this.signals = new SignalCalls(names, slots, problems, source);
    this.unknowns = new Unknowns(names, stages, problems, source);
    this.source = source;
    this.overStages = new StageCalls(names, stages, problems, unknowns, this::valueLeaf);
  }

  CelExpr resolve(CelExpr expr) {
    weight = Trees.size(expr);
    return resolve(expr, Set.of());
  }

  /** The variables that resolved expressions name. */
  Map<String, Leaf> leaves() {
    return leaves;
  }

  /** What the expression was parsed from. */
  CelSource source() {
    return source;
  }

  /** A part as it was written, where it was replaced. */
  CelExpr original(CelExpr expr) {
    return originals.getOrDefault(expr.id(), expr);
  }

  Set<String> fields() {
    return fields;
  }

  Set<String> lets() {
    return lets;
  }

  int weight() {
    return weight;
  }

  boolean iterative() {
    return overStages.asked();
  }

  private CelExpr resolve(CelExpr expr, Set<String> bound) {
    return switch (expr.getKind()) {
      case IDENT -> ident(expr, bound);
      case SELECT -> select(expr, bound);
      case CALL -> call(expr, bound);
      case LIST ->
          CelExpr.ofList(
              expr.id(), all(expr.list().elements(), bound), expr.list().optionalIndices());
      case MAP -> map(expr, bound);
      case COMPREHENSION -> loop(expr, bound);
      case STRUCT -> {
        problems.error("syntax", expr, "a condition cannot make messages", null);
        yield unknown(expr);
      }
      default -> expr;
    };
  }

  private ImmutableList<CelExpr> all(List<CelExpr> parts, Set<String> bound) {
    List<CelExpr> resolved = new ArrayList<>();
    for (CelExpr part : parts) {
      resolved.add(resolve(part, bound));
    }
    return ImmutableList.copyOf(resolved);
  }

  private CelExpr map(CelExpr expr, Set<String> bound) {
    List<CelExpr.CelMap.Entry> entries = new ArrayList<>();
    for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
      entries.add(
          CelExpr.ofMapEntry(
              entry.id(),
              resolve(entry.key(), bound),
              resolve(entry.value(), bound),
              entry.optionalEntry()));
    }
    return CelExpr.ofMap(expr.id(), ImmutableList.copyOf(entries));
  }

  private CelExpr loop(CelExpr expr, Set<String> bound) {
    CelExpr.CelComprehension loop = expr.comprehension();
    Set<String> inside = new HashSet<>(bound);
    inside.add(loop.accuVar());
    Set<String> step = new HashSet<>(inside);
    step.add(loop.iterVar());
    return CelExpr.ofComprehension(
        expr.id(),
        loop.iterVar(),
        resolve(loop.iterRange(), bound),
        loop.accuVar(),
        resolve(loop.accuInit(), bound),
        resolve(loop.loopCondition(), step),
        resolve(loop.loopStep(), step),
        resolve(loop.result(), inside));
  }

  private CelExpr ident(CelExpr expr, Set<String> bound) {
    if (bound.contains(expr.ident().name())) {
      return expr;
    }
    String name = FieldNames.bare(expr.ident().name());
    Leaf leaf = named(name, expr);
    Names.Let let = names.let(name);
    if (leaf != null && let != null && let.number() != null) {
      // As if it were written out, so that an index can look for it.
      originals.put(expr.id(), expr);
      return CelExpr.ofConstant(expr.id(), let.number());
    }
    if (leaf != null) {
      return replace(expr, leaf);
    }
    if (overStages.isStage(name)) {
      problems.error(
          "type-mismatch",
          expr,
          name + " is a stage, not a value",
          "write " + name + ".FIELD for its last reading, or count(" + name + ")");
    } else if (Words.TYPES.contains(name)) {
      return expr;
    } else {
      unknowns.name("unknown-field", expr, List.of(name));
    }
    return unknown(expr);
  }

  private CelExpr select(CelExpr expr, Set<String> bound) {
    if (expr.select().testOnly()) {
      return expr;
    }
    List<String> path = Trees.path(expr);
    if (path.isEmpty() || bound.contains(path.get(0))) {
      CelExpr operand = resolve(expr.select().operand(), bound);
      return CelExpr.ofSelect(expr.id(), operand, expr.select().field(), false);
    }
    Leaf leaf = pathLeaf(expr, path);
    return leaf == null ? unknown(expr) : replace(expr, leaf);
  }

  private @Nullable Leaf pathLeaf(CelExpr expr, List<String> path) {
    String root = path.get(0);
    if (overStages.isStage(root)) {
      Leaf value = valueLeaf(expr, path.subList(1, path.size()));
      return value == null ? null : overStages.of("last", root, value);
    }
    if (names.field(String.join(".", path)) == null
        && names.field(root) == null
        && names.let(root) == null) {
      unknowns.name(
          stages.earlier().isEmpty() ? "unknown-field" : "unknown-stage", expr, List.of(root));
      return null;
    }
    return valueLeaf(expr, path);
  }

  /** What a path means in one reading: a field, half of a point, or a let. */
  private @Nullable Leaf valueLeaf(CelExpr expr, List<String> path) {
    String name = String.join(".", path);
    Leaf leaf = named(name, expr);
    if (leaf != null) {
      return leaf;
    }
    String last = path.get(path.size() - 1);
    String before = String.join(".", path.subList(0, path.size() - 1));
    Field point = names.field(before);
    if (point != null) {
      if (point.type() == FieldType.GEO_POINT && (last.equals("lat") || last.equals("lon"))) {
        fields.add(before);
        return FieldAccess.half(point, last.equals("lat") ? 0 : 1);
      }
      problems.error(
          "unknown-field",
          expr,
          FieldNames.written(path.subList(0, path.size() - 1))
              + " is "
              + Words.a(point.type())
              + " and has no part "
              + last,
          point.type() == FieldType.GEO_POINT ? "a geo point has .lat and .lon" : null);
      return null;
    }
    unknowns.name("unknown-field", expr, path);
    return null;
  }

  /** The field or let of the name, noting its use; null where there is none. */
  private @Nullable Leaf named(String name, CelExpr expr) {
    Field field = names.field(name);
    if (field != null) {
      String conflict = names.conflict(name);
      if (conflict != null) {
        problems.error(
            "type-mismatch",
            expr,
            FieldNames.written(name) + " is " + conflict,
            "choose streams with from:");
      }
      fields.add(name);
      return FieldAccess.leaf(field);
    }
    Names.Let let = names.let(name);
    if (let == null) {
      return null;
    }
    fields.addAll(let.fields());
    lets.add(name);
    lets.addAll(let.lets());
    weight += let.weight();
    return let.leaf();
  }

  private CelExpr call(CelExpr expr, Set<String> bound) {
    CelExpr.CelCall call = expr.call();
    String name = call.function();
    if (call.target().isEmpty()) {
      if (name.equals("has")) {
        return has(expr, bound);
      }
      if (overStages.takes(call, bound)) {
        return replace(expr, overStages.resolve(expr));
      }
      if (Signals.function(name).isPresent()) {
        SignalCalls.Found found = signals.resolve(expr, bound);
        fields.addAll(found.fields());
        lets.addAll(found.lets());
        weight += found.weight();
        return found.leaf() == null ? unknown(expr) : replace(expr, found.leaf());
      }
    }
    ImmutableList<CelExpr> arguments = all(call.args(), bound);
    if (!CelStandardDeclarations.getAllFunctionNames().contains(name)) {
      unknowns.function(expr, name);
      call.target().ifPresent(target -> resolve(target, bound));
      return unknown(expr);
    }
    Regexes.check(call, problems);
    Times.check(call, problems);
    return CelExpr.ofCall(
        expr.id(), call.target().map(target -> resolve(target, bound)), name, arguments);
  }

  private CelExpr has(CelExpr expr, Set<String> bound) {
    List<CelExpr> arguments = expr.call().args();
    if (arguments.size() != 1) {
      problems.error("bad-argument", expr, "has takes one field", "write has(FIELD)");
      return unknown(expr);
    }
    CelExpr argument = resolve(arguments.get(0), bound);
    if (argument.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && originals.containsKey(argument.id())) {
      return CelExpr.ofConstant(expr.id(), CelConstant.ofValue(true)); // a let that is a number
    }
    Leaf leaf =
        argument.getKind() == CelExpr.ExprKind.Kind.IDENT
            ? leaves.get(argument.ident().name())
            : null;
    if (leaf != null) {
      Supplier<Code> code = leaf.code();
      return replace(expr, new Leaf(SimpleType.BOOL, () -> presence(code.get())));
    }
    if (argument.getKind() == CelExpr.ExprKind.Kind.SELECT) {
      CelExpr.CelSelect select = argument.select();
      return CelExpr.ofSelect(expr.id(), select.operand(), select.field(), true);
    }
    problems.error(
        "bad-argument", arguments.get(0), "has asks whether a field is there", "write has(FIELD)");
    return unknown(expr);
  }

  private static Code presence(Code code) {
    return (Code.OfBoolean) (r, s) -> Truth.of(code.box(r, s) != null);
  }

  private CelExpr replace(CelExpr expr, Leaf leaf) {
    String name = "@" + leaves.size();
    leaves.put(name, leaf);
    originals.put(expr.id(), expr);
    return CelExpr.ofIdent(expr.id(), name);
  }

  private CelExpr unknown(CelExpr expr) {
    return replace(expr, nothing());
  }

  static Leaf nothing() {
    return new Leaf(SimpleType.DYN, () -> NOTHING);
  }

  /** The types of the variables. */
  Map<String, CelType> types() {
    Map<String, CelType> types = new HashMap<>();
    leaves.forEach((name, leaf) -> types.put(name, leaf.type()));
    return types;
  }
}
