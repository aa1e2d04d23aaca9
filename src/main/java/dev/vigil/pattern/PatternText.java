package dev.vigil.pattern;

import dev.vigil.condition.Reading;
import dev.vigil.event.Durations;
import dev.vigil.plan.Plan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.GroupPattern;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.Quantifier.ConsumingStrategy;
import org.apache.flink.cep.pattern.Quantifier.QuantifierProperty;
import org.apache.flink.cep.pattern.Quantifier.Times;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * A compiled pattern as the calls of Flink's own methods that make it, read off the pattern itself;
 * conditions are shown as the CEL they were made of.
 */
public final class PatternText {
  private static final String INDENT = "    ";

  private final StringBuilder out = new StringBuilder();

  private PatternText() {}

  /** The calls, one a line, the last line ended. */
  public static String of(Plan plan) {
    Pattern<Reading, ?> pattern = Patterns.compile(plan);
    PatternText text = new PatternText();
    text.sequence(pattern, "", true);
    pattern
        .getWindowSize(WithinType.FIRST_AND_LAST)
        .ifPresent(within -> text.call(INDENT, "within", duration(within)));
    return text.out.append('\n').toString();
  }

  private void sequence(Pattern<Reading, ?> last, String indent, boolean outermost) {
    Deque<Pattern<Reading, ?>> parts = new ArrayDeque<>();
    for (Pattern<Reading, ?> at = last; at != null; at = at.getPrevious()) {
      parts.push(at);
    }
    for (Pattern<Reading, ?> part : parts) {
      part(part, indent, outermost);
    }
  }

  private void part(Pattern<Reading, ?> part, String indent, boolean outermost) {
    boolean begins = part.getPrevious() == null;
    ConsumingStrategy strategy = part.getQuantifier().getConsumingStrategy();
    out.append(begins ? "Pattern." : "\n" + indent + INDENT + ".");
    out.append(begins ? "begin" : method(strategy)).append('(');
    if (part instanceof GroupPattern<Reading, ?> group) {
      out.append('\n').append(indent).append(INDENT).append(INDENT);
      sequence(group.getRawPattern(), indent + INDENT + INDENT, false);
    } else {
      out.append('"').append(part.getName()).append('"');
    }
    if (begins && outermost) {
      out.append(", ").append(skip(part.getAfterMatchSkipStrategy()));
    }
    out.append(')');
    String calls = indent + INDENT + INDENT;
    if (!(part instanceof GroupPattern)) {
      condition(calls, "where", part.getCondition());
    }
    quantifier(calls, part);
    part.getWindowSize(WithinType.PREVIOUS_AND_CURRENT)
        .ifPresent(
            gap -> call(calls, "within", duration(gap) + ", WithinType.PREVIOUS_AND_CURRENT"));
    condition(calls, "until", part.getUntilCondition());
  }

  private static String method(ConsumingStrategy strategy) {
    return switch (strategy) {
      case STRICT -> "next";
      case SKIP_TILL_NEXT -> "followedBy";
      case SKIP_TILL_ANY -> "followedByAny";
      case NOT_NEXT -> "notNext";
      case NOT_FOLLOW -> "notFollowedBy";
    };
  }

  private void quantifier(String indent, Pattern<Reading, ?> part) {
    Times times = part.getTimes();
    if (times != null) {
      Optional<Duration> gap = times.getWindowSize();
      String after = gap.map(size -> ", " + duration(size)).orElse("");
      if (!part.getQuantifier().hasProperty(QuantifierProperty.LOOPING)) {
        String range =
            times.getFrom() + (times.getFrom() == times.getTo() ? "" : ", " + times.getTo());
        call(indent, "times", range + after);
      } else if (times.getFrom() > 1) {
        call(indent, "timesOrMore", times.getFrom() + after);
      } else {
        call(indent, "oneOrMore", gap.map(PatternText::duration).orElse(""));
      }
      switch (part.getQuantifier().getInnerConsumingStrategy()) {
        case STRICT -> call(indent, "consecutive", "");
        case SKIP_TILL_ANY -> call(indent, "allowCombinations", "");
        case SKIP_TILL_NEXT, NOT_NEXT, NOT_FOLLOW -> {}
      }
    }
    if (part.getQuantifier().hasProperty(QuantifierProperty.GREEDY)) {
      call(indent, "greedy", "");
    }
    if (part.getQuantifier().hasProperty(QuantifierProperty.OPTIONAL)) {
      call(indent, "optional", "");
    }
  }

  private void condition(String indent, String method, IterativeCondition<?> condition) {
    // Flink has one of its own where none was given.
    if (condition instanceof ReadingCondition || condition instanceof StageCondition) {
      call(indent, method, condition.toString());
    }
  }

  private void call(String indent, String method, String arguments) {
    out.append('\n').append(indent).append('.').append(method);
    out.append('(').append(arguments).append(')');
  }

  private static String duration(Duration duration) {
    return Durations.format(duration.toMillis());
  }

  /** The factory method that makes it. */
  private static String skip(AfterMatchSkipStrategy strategy) {
    String stage = strategy.getPatternName().map(found -> "\"" + found + "\"").orElse("");
    String method =
        switch (strategy.getClass().getSimpleName()) {
          case "NoSkipStrategy" -> "noSkip";
          case "SkipToNextStrategy" -> "skipToNext";
          case "SkipPastLastStrategy" -> "skipPastLastEvent";
          case "SkipToFirstStrategy" -> "skipToFirst";
          case "SkipToLastStrategy" -> "skipToLast";
          default -> throw new IllegalArgumentException("strategy " + strategy);
        };
    return "AfterMatchSkipStrategy." + method + "(" + stage + ")";
  }
}
