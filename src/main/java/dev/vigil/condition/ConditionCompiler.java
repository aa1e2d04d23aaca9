package dev.vigil.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.event.Schema;
import dev.vigil.signal.SignalSlots;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the CEL of one rule and compiles it to closures. Problems go to the diagnostics, all of an
 * expression at once; an expression that has any gives nothing.
 */
public final class ConditionCompiler {
  private final Names names;
  private final SignalSlots slots;
  private final Diagnostics diagnostics;
  private final Set<String> usedFields = new LinkedHashSet<>();
  private final Set<String> usedLets = new LinkedHashSet<>();

  /**
   * A compiler for one rule.
   *
   * @param streams the streams whose readings the rule may see
   * @param slots takes the signal calls of what is compiled
   */
  public ConditionCompiler(Collection<Schema> streams, SignalSlots slots, Diagnostics diagnostics) {
    this.names = new Names(streams);
    this.slots = slots;
    this.diagnostics = diagnostics;
  }

  /**
   * Warns from now on of what is allowed and yet hardly meant.
   *
   * @param keyTtl milliseconds of silence after which a key is forgotten
   */
  public void lint(long keyTtl) {
    names.keyTtl(keyTtl);
  }

  /** Milliseconds of silence after which a key is forgotten; 0 without {@link #lint}. */
  public long keyTtl() {
    return names.keyTtl();
  }

  /** Declares a let; its expression may use earlier lets and signals, and no stages. */
  public void let(String name, Span nameSpan, Fragment cel) {
    boolean named = checkName("a let", name, nameSpan);
    Optional<Parts> parts = check(cel, StageScope.NONE);
    if (!named) {
      return;
    }
    names.let(
        name,
        parts
            .map(
                found ->
                    new Names.Let(
                        new Leaf(found.type(), found::code, null, found.quantity()),
                        cel.text(),
                        found.number(),
                        found.resolver().fields(),
                        found.resolver().lets(),
                        found.resolver().weight()))
            .orElseGet(
                () -> new Names.Let(Resolver.nothing(), cel.text(), null, Set.of(), Set.of(), 0)));
  }

  /** Checks that a stage's name can be told from fields, lets and CEL's own words. */
  public boolean stage(String name, Span nameSpan) {
    return checkName("a stage", name, nameSpan);
  }

  private boolean checkName(String what, String name, Span span) {
    if (!Words.isName(name)) {
      diagnostics.error(
          "reserved-name",
          span,
          what + " cannot be named " + name,
          "a name is letters, digits and _, and starts with no digit");
      return false;
    }
    if (Words.isReserved(name)) {
      diagnostics.error("reserved-name", span, name + " is a word of CEL's own", null);
      return false;
    }
    if (names.field(name) != null) {
      diagnostics.error(
          "shadowed-name", span, what + " named " + name + " would hide the field", null);
      return false;
    }
    if (names.let(name) != null) {
      diagnostics.error("duplicate-name", span, "a let is named " + name + " already", null);
      return false;
    }
    return true;
  }

  /** A boolean condition; empty when it has errors, which are reported. */
  public Optional<Checked> condition(Fragment cel, StageScope stages) {
    Optional<Parts> parts = check(cel, stages);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Parts found = parts.get();
    if (!found.type().equals(SimpleType.BOOL)) {
      diagnostics.error(
          "not-a-condition",
          cel.span(),
          "this is " + Words.a(found.type()) + ", not a condition",
          "compare it: pm25 > 75");
      return Optional.empty();
    }
    use(found);
    if (names.keyTtl() > 0) {
      found.lint();
    }
    return Optional.of(
        new Checked(
            cel.text(),
            Code.asBoolean(found.code()),
            found.index().terms(),
            Set.copyOf(found.resolver().fields()),
            found.resolver().iterative()));
  }

  /** An expression of any type, as templates have it; empty when it has errors. */
  public Optional<Expression> expression(Fragment cel, StageScope stages) {
    return check(cel, stages)
        .map(
            found -> {
              use(found);
              Code code = found.code();
              return code::box;
            });
  }

  /** The fields that conditions and expressions have read so far, directly or through lets. */
  public Set<String> usedFields() {
    return Set.copyOf(usedFields);
  }

  /** The lets that conditions and expressions have used so far, directly or through lets. */
  public Set<String> usedLets() {
    return Set.copyOf(usedLets);
  }

  private void use(Parts parts) {
    usedFields.addAll(parts.resolver().fields());
    usedLets.addAll(parts.resolver().lets());
  }

  /** An expression that passed, before its closure is made. */
  private record Parts(
      CelAbstractSyntaxTree ast, CelExpr written, Resolver resolver, Problems problems) {
    CelType type() {
      return ast.getResultType();
    }

    /** The number that the expression is; null where it is anything else. */
    @Nullable CelConstant number() {
      CelExpr expr = ast.getExpr();
      return CodeGenerator.isNumber(ast.getResultType().kind())
              && expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
          ? expr.constant()
          : null;
    }

    /** What it is to an index; null where that cannot work it out. */
    @Nullable Quantity quantity() {
      return index().quantity().orElse(null);
    }

    IndexTerms index() {
      return new IndexTerms(ast, resolver.leaves());
    }

    void lint() {
      new Foregone(problems, ast.getSource()).report(written);
    }

    Code code() {
      return new CodeGenerator(ast, resolver.leaves()).code(ast.getExpr());
    }
  }

  private Optional<Parts> check(Fragment cel, StageScope stages) {
    Problems problems = new Problems(cel, diagnostics);
    Mistakes mistakes = new Mistakes(problems);
    if (cel.text().codePointCount(0, cel.text().length()) > Complexity.LENGTH) {
      problems.error(
          "condition-too-complex",
          "the expression has more than " + Complexity.LENGTH + " characters",
          null);
      return Optional.empty();
    }
    if (cel.text().isBlank()) {
      problems.error("syntax", "the expression is empty", null);
      return Optional.empty();
    }
    Comments.check(cel.text(), problems);
    QuotedNames quoted = QuotedNames.of(cel.text());
    CelValidationResult parsed = Cel.parser().parse(quoted.plain());
    if (parsed.hasError()) {
      mistakes.syntax(parsed.getErrors(), quoted, names.fieldNames());
      return Optional.empty();
    }
    CelAbstractSyntaxTree tree = quoted.restore(ast(parsed));
    problems.placed(tree.getSource().getPositionsMap());
    Optional<String> excess = Complexity.excess(tree.getExpr());
    if (excess.isPresent()) {
      problems.error("condition-too-complex", excess.get(), null);
      return Optional.empty();
    }
    if (names.keyTtl() > 0) {
      Trees.visit(tree.getExpr(), part -> lintLoop(part, problems));
    }
    Resolver resolver = new Resolver(names, stages, slots, problems, tree.getSource());
    CelExpr resolved = resolver.resolve(tree.getExpr());
    if (resolver.weight() > Complexity.WEIGHT) {
      problems.error("condition-too-complex", "with its lets written out it is too large", null);
      return Optional.empty();
    }
    CelValidationResult checked = Cel.check(resolved, tree.getSource(), resolver.types());
    if (checked.hasError()) {
      mistakes.types(List.copyOf(checked.getErrors()), resolved, resolver);
    }
    return problems.found()
        ? Optional.empty()
        : Optional.of(new Parts(ast(checked), tree.getExpr(), resolver, problems));
  }

  private void lintLoop(CelExpr expr, Problems problems) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.COMPREHENSION) {
      return;
    }
    String name = expr.comprehension().iterVar();
    if (names.let(name) != null || names.field(name) != null) {
      problems.warning(
          "shadowed-let",
          expr,
          (names.let(name) != null ? "the let '" : "the field '")
              + name
              + "' is hidden here by the loop's own "
              + name,
          "name the loop's variable otherwise");
    }
  }

  private static CelAbstractSyntaxTree ast(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("an expression without errors has no tree", e);
    }
  }
}
