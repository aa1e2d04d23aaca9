package dev.vigil.ruletest;

/**
 * What became of a test.
 *
 * @param file where it stands
 * @param test the test
 * @param comparison what was expected beside what came
 * @param seconds that it took
 */
public record RuleTestResult(
    RuleTestFile file, RuleTest test, Comparison comparison, double seconds) {
  public boolean holds() {
    return comparison.holds();
  }
}
