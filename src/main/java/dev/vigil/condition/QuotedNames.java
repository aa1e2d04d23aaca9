package dev.vigil.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names in backticks, which CEL's grammar has behind a dot only. To its parser each is a plain name
 * of as many code points that the text does not have otherwise, so that all places stay as they
 * are; in the tree it has its backticks again, where it needs them.
 */
final class QuotedNames {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private final String text;
  private final StringBuilder plain = new StringBuilder();
  private final Map<String, String> standIns = new HashMap<>();
  private final Map<String, String> written = new HashMap<>();

  private QuotedNames(String text) {
    this.text = text;
  }

  static QuotedNames of(String cel) {
    QuotedNames names = new QuotedNames(cel);
    if (cel.indexOf('`') < 0) {
      names.plain.append(cel);
    } else {
      names.scan();
    }
    return names;
  }

  /** The text for CEL's parser. */
  String plain() {
    return plain.toString();
  }

  private void scan() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = at + 1;
      if (TextLiterals.begins(text, at)) {
        end = TextLiterals.end(text, at);
      } else if (text.startsWith("//", at)) {
        int line = text.indexOf('\n', at);
        end = line < 0 ? text.length() : line;
      } else if (c == '`') {
        int close = text.indexOf('`', end);
        int line = text.indexOf('\n', end);
        if (close > end && (line < 0 || close < line)) {
          end = close + 1;
          plain.append(standIn(text.substring(at, end)));
          at = end;
          continue;
        }
      }
      plain.append(text, at, end);
      at = end;
    }
  }

  private String standIn(String quoted) {
    String known = standIns.get(quoted);
    if (known != null) {
      return known;
    }
    int length = quoted.codePointCount(0, quoted.length());
    for (int number = 0; ; number++) {
      String name = name(number, length);
      if (name.length() == length && !text.contains(name) && !written.containsKey(name)) {
        standIns.put(quoted, name);
        String bare = FieldNames.bare(quoted);
        written.put(name, FieldNames.isPlain(bare) ? bare : quoted);
        return name;
      }
    }
  }

  /** The number in letters behind underscores, at least so long. */
  private static String name(int number, int length) {
    StringBuilder digits = new StringBuilder();
    for (int rest = number; rest > 0 || digits.isEmpty(); rest /= LETTERS.length()) {
      digits.append(LETTERS.charAt(rest % LETTERS.length()));
    }
    return "_".repeat(Math.max(0, length - digits.length())) + digits;
  }

  /** A message of the parser with the names as they were written. */
  String restore(String message) {
    List<Map.Entry<String, String>> all = new ArrayList<>(standIns.entrySet());
    // Messages quote runs of tokens, and a long stand-in may end in a short one.
    all.sort(Comparator.comparing(entry -> -entry.getValue().length()));
    String restored = message;
    for (Map.Entry<String, String> standIn : all) {
      restored = restored.replace(standIn.getValue(), standIn.getKey());
    }
    return restored;
  }

  /** The parsed expression with the names as they were written. */
  CelAbstractSyntaxTree restore(CelAbstractSyntaxTree parsed) {
    if (written.isEmpty()) {
      return parsed;
    }
    CelSource.Builder source = parsed.getSource().toBuilder();
    parsed
        .getSource()
        .getMacroCalls()
        .forEach((id, call) -> source.addMacroCalls(id, restored(call)));
    return CelAbstractSyntaxTree.newParsedAst(restored(parsed.getExpr()), source.build());
  }

  private String restoredName(String name) {
    return written.getOrDefault(name, name);
  }

  private CelExpr restored(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> CelExpr.ofIdent(expr.id(), restoredName(expr.ident().name()));
      case SELECT ->
          CelExpr.ofSelect(
              expr.id(),
              restored(expr.select().operand()),
              restoredName(expr.select().field()),
              expr.select().testOnly());
      case CALL -> {
        CelExpr.CelCall call = expr.call();
        String function = call.function();
        yield CelExpr.ofCall(
            expr.id(),
            call.target().map(this::restored),
            written.containsKey(function) ? restore(function) : function,
            all(call.args()));
      }
      case LIST ->
          CelExpr.ofList(expr.id(), all(expr.list().elements()), expr.list().optionalIndices());
      case MAP ->
          CelExpr.ofMap(
              expr.id(),
              expr.map().entries().stream()
                  .map(
                      entry ->
                          CelExpr.ofMapEntry(
                              entry.id(),
                              restored(entry.key()),
                              restored(entry.value()),
                              entry.optionalEntry()))
                  .collect(ImmutableList.toImmutableList()));
      case COMPREHENSION -> {
        CelExpr.CelComprehension loop = expr.comprehension();
        yield CelExpr.ofComprehension(
            expr.id(),
            restoredName(loop.iterVar()),
            restored(loop.iterRange()),
            loop.accuVar(),
            restored(loop.accuInit()),
            restored(loop.loopCondition()),
            restored(loop.loopStep()),
            restored(loop.result()));
      }
      default -> expr;
    };
  }

  private ImmutableList<CelExpr> all(List<CelExpr> parts) {
    return parts.stream().map(this::restored).collect(ImmutableList.toImmutableList());
  }
}
