package dev.vigil.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what the parser and the checker found, in the words of a rule's author. */
final class Mistakes {
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '(\\S+)' applied to '(.*?)' \\(.*", Pattern.DOTALL);
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(mismatched input|extraneous input|no viable alternative at input|token recognition"
              + " error at:) '(.*?)'( expecting .*)?",
          Pattern.DOTALL);
  private static final Pattern NO_PARTS =
      Pattern.compile("type '(.*)' does not support field selection");
  private static final Pattern NOT = Pattern.compile("\\b(?:not|NOT)$");
  private static final int LONGEST_QUOTE = 40;

  /** What the parser calls that which a loop has gathered so far. */
  private static final String LOOPS_RESULT = "@result";

  private final Problems problems;

  Mistakes(Problems problems) {
    this.problems = problems;
  }

  void syntax(List<CelIssue> issues, QuotedNames quoted, Collection<String> fields) {
    int last = -1;
    for (CelIssue issue : issues) {
      int at =
          problems.utf16(
              issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn());
      if (last >= 0 && isEcho(issue.getMessage())) {
        continue; // what follows a first mistake is most often its echo
      }
      last = at;
      syntax(quoted.restore(issue.getMessage()), at, problems.unquoted(at, fields).orElse(null));
    }
  }

  private static boolean isEcho(String message) {
    return message.startsWith("extraneous") || message.contains("'<EOF>' expecting");
  }

  private void syntax(String message, int at, @Nullable String unquoted) {
    if (message.contains("recursion") || message.contains("code point size")) {
      problems.error("condition-too-complex", "the expression is too deep or too long", null);
      return;
    }
    if (message.startsWith("reserved identifier: ")) {
      String name = message.substring("reserved identifier: ".length());
      problems.error(
          "reserved-name", problems.token(at), name + " is a word of CEL's own", unquoted);
      return;
    }
    if (message.endsWith("unescaped terminating quote '")
        || message.endsWith("unescaped terminating quote \"")) {
      problems.error(
          "syntax",
          problems.token(at),
          "a text cannot end in a single backslash",
          "write '…\\\\', without r");
      return;
    }
    if (message.startsWith("For input string")) {
      problems.error("syntax", problems.token(at), "no number of 64 bits", null);
      return;
    }
    Matcher known = SYNTAX.matcher(message);
    if (message.startsWith("missing ')'")) {
      problems.error("syntax", problems.token(at), "a closing parenthesis is missing", null);
    } else if (!known.matches()) {
      problems.error("syntax", problems.token(at), message, unquoted);
    } else if (known.group(2).equals("<EOF>")) {
      problems.error("syntax", problems.token(at), "the expression ends too early", unquoted);
    } else {
      String word = known.group(2).strip();
      problems.error(
          "syntax",
          problems.token(at),
          "unexpected " + word,
          unquoted == null ? hint(word, at) : unquoted);
    }
  }

  private @Nullable String hint(String word, int at) {
    String text = problems.text();
    if (word.startsWith("=")) {
      return switch (word.length() > 1 ? word.charAt(1) : ' ') {
        case '>' -> "write >=";
        case '<' -> "write <=";
        case '~' -> "write FIELD.matches('^A')";
        default -> "two are equal by ==";
      };
    }
    if (word.startsWith("'") || word.startsWith("\"")) {
      if (word.contains("\\")) {
        return "in r'…' a backslash is a backslash";
      }
      return text.indexOf(word.charAt(0), at + 1) < 0 ? "the text is not closed" : null;
    }
    if (word.startsWith("`")) {
      return word.endsWith("`") && word.length() > 2
          ? null
          : "a name stands between two backticks, in one line: `wind speed`";
    }
    boolean afterNumber = at > 0 && Character.isDigit(text.charAt(at - 1));
    if (afterNumber && word.matches("ms|s|m|h|d|w")) {
      return "a duration is a text: '10" + word + "'";
    }
    String before = text.substring(0, at).stripTrailing();
    if (word.equals(">") && before.endsWith("<")) {
      return "write !=";
    }
    if (NOT.matcher(before).find()) {
      return "write !(…)";
    }
    return switch (word) {
      case "and", "AND", "&" -> "write &&";
      case "or", "OR", "|" -> "write ||";
      case "is", "IS" -> "ask has(FIELD), or !has(FIELD)";
      case "between", "BETWEEN" -> "write FIELD >= 3 && FIELD <= 5";
      case "like", "LIKE" -> "write FIELD.contains('text'), or FIELD.matches('^A')";
      case "contains", "startsWith", "endsWith", "matches" -> "write FIELD." + word + "('text')";
      default -> null;
    };
  }

  /** Reports what the checker found in a resolved expression. */
  void types(List<CelIssue> issues, CelExpr root, Resolver resolver) {
    Map<Long, CelExpr> parts = new HashMap<>();
    Trees.visit(root, part -> parts.put(part.id(), part));
    for (CelIssue issue : issues) {
      CelExpr part = parts.getOrDefault(issue.getExprId(), root);
      Matcher found = NO_OVERLOAD.matcher(issue.getMessage());
      if (found.matches() && part.getKind() == CelExpr.ExprKind.Kind.CALL) {
        List<String> operands = new ArrayList<>();
        part.call().target().ifPresent(target -> operands.add(quote(target, resolver)));
        part.call().args().forEach(operand -> operands.add(quote(operand, resolver)));
        List<String> types = types(found.group(2));
        problems.error(
            "type-mismatch",
            part,
            mismatch(found.group(1), operands, types),
            Remedies.hint(found.group(1), operands, types));
      } else {
        problems.error("type-mismatch", part, other(issue.getMessage(), part, resolver), null);
      }
    }
  }

  private static String other(String message, CelExpr part, Resolver resolver) {
    Matcher noParts = NO_PARTS.matcher(message);
    return noParts.matches() && part.getKind() == CelExpr.ExprKind.Kind.SELECT
        ? quote(part.select().operand(), resolver)
            + " is "
            + Words.celName(noParts.group(1))
            + " and has no part "
            + part.select().field()
        : message;
  }

  private static String mismatch(String function, List<String> operands, List<String> types) {
    if (operands.size() != types.size()) {
      return function + " does not take " + String.join(" and ", types);
    }
    int none = types.indexOf("null");
    if (none >= 0 && Remedies.isEquality(function)) {
      return operands.get(1 - none) + " is " + Words.celName(types.get(1 - none)) + ", never null";
    }
    if (operands.contains(LOOPS_RESULT)) {
      int asked = operands.get(0).equals(LOOPS_RESULT) ? 1 : 0;
      return operands.get(asked)
          + " is "
          + Words.celName(types.get(asked))
          + ": a loop asks a condition";
    }
    String both = each(operands, types);
    return switch (function) {
      case "_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_" -> both + ": they cannot be compared";
      case "_+_" -> both + ": they cannot be added";
      case "_-_" -> both + ": they cannot be subtracted";
      case "_*_" -> both + ": they cannot be multiplied";
      case "_/_" -> both + ": they cannot be divided";
      case "_%_" -> both + ": % takes two ints";
      case "-_" -> both + ": it cannot be negated";
      case "!_" -> both + ": ! takes a condition";
      case "_&&_" -> both + ": && takes two conditions";
      case "_||_" -> both + ": || takes two conditions";
      case "@in" -> both + ": it cannot be in it";
      case "_[_]" -> both + ": it has no such items";
      case "_?_:_" -> choice(operands, types);
      default -> both + ": " + function + " does not take " + (types.size() > 1 ? "them" : "it");
    };
  }

  private static String choice(List<String> operands, List<String> types) {
    return types.get(0).equals("bool")
        ? each(operands.subList(1, 3), types.subList(1, 3)) + ": a choice is between two of a type"
        : each(operands.subList(0, 1), types.subList(0, 1)) + ": ? asks a condition";
  }

  private static String each(List<String> operands, List<String> types) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < operands.size(); i++) {
      text.append(i == 0 ? "" : i == operands.size() - 1 ? " and " : ", ")
          .append(operands.get(i))
          .append(i == 0 ? " is " : " ")
          .append(Words.celName(types.get(i)));
    }
    return text.toString();
  }

  private static List<String> types(String list) {
    // A member's types are printed as target.(arguments).
    String flat = list.startsWith("(") ? list.substring(1) : list.replaceFirst("\\.\\(", ", ");
    String inner = flat.substring(0, flat.length() - 1);
    List<String> types = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        types.add(inner.substring(start, i).strip());
        start = i + 1;
      }
    }
    types.add(inner.substring(start).strip());
    return types;
  }

  /** The operand as written, where it is short. */
  private static String quote(CelExpr operand, Resolver resolver) {
    String text = Trees.text(restored(operand, resolver), resolver.source()).replace('"', '\'');
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE - 1) + "…";
  }

  private static CelExpr restored(CelExpr expr, Resolver resolver) {
    CelExpr original = resolver.original(expr);
    if (original != expr) {
      return original;
    }
    return switch (expr.getKind()) {
      case CALL ->
          CelExpr.ofCall(
              expr.id(),
              expr.call().target().map(target -> restored(target, resolver)),
              expr.call().function(),
              restored(expr.call().args(), resolver));
      case LIST ->
          CelExpr.ofList(
              expr.id(), restored(expr.list().elements(), resolver), expr.list().optionalIndices());
      default -> expr;
    };
  }

  private static ImmutableList<CelExpr> restored(List<CelExpr> parts, Resolver resolver) {
    return parts.stream()
        .map(part -> restored(part, resolver))
        .collect(ImmutableList.toImmutableList());
  }
}
