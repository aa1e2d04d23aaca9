package dev.vigil.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checker of few functions says, beside dev.cel's own that knows all. */
class CelTest {
  private static final Map<String, CelType> VARIABLES =
      Map.of(
          "d", SimpleType.DOUBLE,
          "i", SimpleType.INT,
          "s", SimpleType.STRING,
          "b", SimpleType.BOOL,
          "t", SimpleType.TIMESTAMP,
          "l", ListType.create(SimpleType.DOUBLE));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d > 1.5 && i <= 3 || !b",
        "d > i",
        "1u < 2u",
        "b ? d : 2.0",
        "-d % 2.0",
        "-i % 2",
        "d in l",
        "i in [1, 2]",
        "'a' in {'a': 1}",
        "l.exists(x, x > 3.0) && l.all(x, x > 0.0)",
        "l.exists_one(x, x == 3.0)",
        "l.filter(x, x > 2.0).map(x, x * 2.0)[0] > 1.0",
        "size(s) + size(l) + s.size()",
        "s.startsWith('a') && s.endsWith('b') && s.contains('c') && s.matches('d')",
        "matches(s, 'd')",
        "int(d) + int(s) + int(t)",
        "double(i) + double(s)",
        "string(d) + string(t) + string(b)",
        "bool(s)",
        "uint(i)",
        "bytes(s)",
        "duration(s) < duration('1h')",
        "t + duration('1h') - t",
        "timestamp(s) < t",
        "timestamp(i) < t",
        "t.getHours('UTC') + t.getDayOfWeek() + t.getFullYear()",
        "duration('1h').getSeconds()",
        "type(d) == double",
        "dyn(d) == 'a'",
        "d == int",
        "s > 1",
        "s + 1",
        "nothing(d)",
        "d.nothing()",
        "s.getHours()",
        "size(d)",
        "l + [1]",
        "[1, 'a', 2.0]",
      })
  void isTheSameAsOfAll(String text) throws Exception {
    CelValidationResult parsed = Cel.parser().parse(text);
    CelAbstractSyntaxTree tree = parsed.getAst();

    CelValidationResult found = Cel.check(tree.getExpr(), tree.getSource(), VARIABLES);

    CelValidationResult expected = all().check(tree);
    assertThat(found.hasError()).isEqualTo(expected.hasError());
    assertThat(found.getErrors())
        .extracting(CelTest::said)
        .isEqualTo(expected.getErrors().stream().map(CelTest::said).toList());
    if (!expected.hasError()) {
      assertThat(found.getAst().getResultType()).isEqualTo(expected.getAst().getResultType());
      assertThat(found.getAst().getTypeMap()).isEqualTo(expected.getAst().getTypeMap());
      assertThat(found.getAst().getReferenceMap()).isEqualTo(expected.getAst().getReferenceMap());
    }
  }

  private static String said(CelIssue issue) {
    return issue.getExprId() + ": " + issue.getMessage();
  }

  private static CelCompiler all() {
    var builder = CelCompilerFactory.standardCelCompilerBuilder().setOptions(Cel.OPTIONS);
    VARIABLES.forEach(builder::addVar);
    return builder.addFunctionDeclarations(Cel.DECLARATIONS).build();
  }
}
