package dev.vigil.condition;

import dev.cel.common.ast.CelExpr;
import dev.vigil.condition.Comparisons.Operator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that are left to one part of a condition by what it has been compared with. */
final class Range {
  private static final Set<String> NEVER_NEGATIVE =
      Set.of("count", "distinct", "held", "stddev", "share", "gap");

  private double low = Double.NEGATIVE_INFINITY;
  private double high = Double.POSITIVE_INFINITY;
  private boolean lowOpen;
  private boolean highOpen;
  private String lowWords = "";
  private String highWords = "";
  private final Set<Double> excluded = new HashSet<>();
  private final Set<String> excludedTexts = new HashSet<>();
  private @Nullable String equal;
  private String equalWords = "";

  private Range() {}

  /**
   * All that the part may be before it is compared.
   *
   * @param text the part as written
   */
  static Range of(CelExpr part, String text) {
    Range range = new Range();
    if (part.getKind() == CelExpr.ExprKind.Kind.CALL
        && NEVER_NEGATIVE.contains(part.call().function())) {
      range.low = 0;
      range.lowWords = text + " is never negative";
      if (part.call().function().equals("share")) {
        range.high = 1;
        range.highWords = text + " is never above 1";
      }
    }
    return range;
  }

  /** Takes a comparison; says what excludes what, where nothing is left. */
  Optional<String> narrow(Operator operator, double constant, String words) {
    switch (operator) {
      case GREATER -> raise(constant, true, words);
      case GREATER_OR_EQUAL -> raise(constant, false, words);
      case LESS -> lower(constant, true, words);
      case LESS_OR_EQUAL -> lower(constant, false, words);
      case EQUAL -> {
        raise(constant, false, words);
        lower(constant, false, words);
      }
      case NOT_EQUAL -> excluded.add(constant + 0.0);
    }
    if (low > high || (low == high && (lowOpen || highOpen))) {
      return Optional.of(clash(lowWords, highWords, words));
    }
    return low == high && excluded.contains(low + 0.0)
        ? Optional.of(clash(lowWords, words, words))
        : Optional.empty();
  }

  private void raise(double constant, boolean open, String words) {
    if (constant > low || (constant == low && open && !lowOpen)) {
      low = constant;
      lowOpen = open;
      lowWords = words;
    }
  }

  private void lower(double constant, boolean open, String words) {
    if (constant < high || (constant == high && open && !highOpen)) {
      high = constant;
      highOpen = open;
      highWords = words;
    }
  }

  /** The same for a text. */
  Optional<String> text(Operator operator, String constant, String words) {
    if (operator == Operator.NOT_EQUAL) {
      excludedTexts.add(constant);
    } else if (operator == Operator.EQUAL) {
      if (equal != null && !equal.equals(constant)) {
        return Optional.of(clash(equalWords, words, words));
      }
      equal = constant;
      equalWords = words;
    }
    return equal != null && excludedTexts.contains(equal)
        ? Optional.of(clash(equalWords, words, words))
        : Optional.empty();
  }

  private static String clash(String one, String other, String last) {
    String first = one.equals(last) ? other : one;
    return first.equals(last) || first.isEmpty() ? last : first + ", and " + last;
  }
}
