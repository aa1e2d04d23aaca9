package dev.vigil.ruletest;

import dev.vigil.io.format.Decoding;
import dev.vigil.rule.Rule;
import java.nio.file.Path;
import java.util.List;

/**
 * A test file without an error.
 *
 * @param path where it is
 * @param streams the streams that its rules may read
 * @param rules the rules under test
 * @param tests its tests, in the order written
 */
public record RuleTestFile(
    Path path, List<Decoding> streams, List<Rule> rules, List<RuleTest> tests) {
  public RuleTestFile {
    streams = List.copyOf(streams);
    rules = List.copyOf(rules);
    tests = List.copyOf(tests);
  }
}
