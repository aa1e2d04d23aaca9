package dev.vigil.ruletest;

import dev.vigil.io.format.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * What was expected beside what came, in order of time.
 *
 * @param lines alerts; counts of readings that were not evaluated, where they are not as expected;
 *     and rules that failed
 */
public record Comparison(List<Line> lines) {
  public Comparison {
    lines = List.copyOf(lines);
  }

  /** How a line of a comparison is meant. */
  public enum Kind {
    /** Expected, and it came. */
    AS_EXPECTED(' '),
    /** Expected, and it did not come. */
    MISSING('-'),
    /** It came, and was not expected. */
    UNEXPECTED('+');

    private final char mark;

    Kind(char mark) {
      this.mark = mark;
    }
  }

  /**
   * One alert, or one count.
   *
   * @param at milliseconds from the test's start; the largest where there is no time
   */
  public record Line(Kind kind, long at, String text) {
    @Override
    public String toString() {
      return kind.mark + " " + text;
    }
  }

  public boolean holds() {
    return lines.stream().allMatch(line -> line.kind() == Kind.AS_EXPECTED);
  }

  /** The texts of one kind. */
  public List<String> of(Kind kind) {
    return lines.stream().filter(line -> line.kind() == kind).map(Line::text).toList();
  }

  static Comparison of(RuleTest test, Outcome outcome) {
    List<Line> lines = alerts(test.expected(), outcome.alerts());
    count(test.late(), outcome.late(), "late reading", lines);
    count(test.deadLetters(), outcome.refused(), "dead letter", lines);
    for (String failure : outcome.failures()) {
      lines.add(new Line(Kind.UNEXPECTED, Long.MAX_VALUE, failure));
    }
    return new Comparison(lines);
  }

  private static List<Line> alerts(List<ExpectedAlert> expected, List<RaisedAlert> raised) {
    int[] takenBy = new Assignment(expected, raised).takenBy();
    BitSet met = new BitSet();
    Arrays.stream(takenBy).filter(by -> by != Assignment.NOBODY).forEach(met::set);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      if (!met.get(i)) {
        long at = expected.get(i).at().orElse(Long.MAX_VALUE);
        lines.add(new Line(Kind.MISSING, at, expected.get(i).toString()));
      }
    }
    boolean whatMatched = expected.stream().anyMatch(ExpectedAlert::asksWhatMatched);
    boolean whatIsSaid = expected.stream().anyMatch(ExpectedAlert::asksWhatIsSaid);
    for (int i = 0; i < raised.size(); i++) {
      RaisedAlert one = raised.get(i);
      Kind kind = takenBy[i] == Assignment.NOBODY ? Kind.UNEXPECTED : Kind.AS_EXPECTED;
      boolean more = kind == Kind.UNEXPECTED;
      lines.add(new Line(kind, one.at(), one.show(whatMatched && more, whatIsSaid && more)));
    }
    lines.sort(
        Comparator.comparingLong(Line::at).thenComparing(Line::kind).thenComparing(Line::text));
    return lines;
  }

  /** A line for what was expected and one for each that came, unless there are as many. */
  private static void count(long expected, List<DeadLetter> came, String thing, List<Line> lines) {
    if (expected == came.size()) {
      return;
    }
    if (expected > 0) {
      lines.add(new Line(Kind.MISSING, Long.MAX_VALUE, counted(expected, thing)));
    }
    for (DeadLetter letter : came) {
      String text = thing + ", " + letter.reason().label() + ": " + letter.detail();
      lines.add(new Line(Kind.UNEXPECTED, Long.MAX_VALUE, text));
    }
  }

  private static String counted(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
