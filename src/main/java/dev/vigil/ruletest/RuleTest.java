package dev.vigil.ruletest;

import java.util.List;

/**
 * One test of rules.
 *
 * @param name what it is called, unique in its file
 * @param line where it stands in its file, from 1
 * @param steps what is sent, in order
 * @param expected the alerts that must come, and no others
 * @param late how many readings must come too late
 * @param deadLetters how many readings must be refused for another reason
 */
public record RuleTest(
    String name,
    int line,
    List<Step> steps,
    List<ExpectedAlert> expected,
    long late,
    long deadLetters) {
  public RuleTest {
    steps = List.copyOf(steps);
    expected = List.copyOf(expected);
  }

  /** How many readings it sends. */
  long readings() {
    return steps.stream().filter(Step.Reading.class::isInstance).count();
  }
}
