package dev.vigil.ruletest;

import dev.vigil.io.format.Decoding;
import dev.vigil.match.MatchOptions;
import dev.vigil.rollup.Rollup;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import java.nio.file.Path;
import java.util.List;

/**
 * A test file without an error.
 *
 * @param path where it is
 * @param streams the streams that its rules may read
 * @param rollups streams that are made of them, which its rules may read too
 * @param limits of the state: those of conf where its streams are conf's
 * @param rules the rules under test
 * @param tests its tests, in the order written
 */
public record RuleTestFile(
    Path path,
    List<Decoding> streams,
    List<Rollup> rollups,
    MatchOptions limits,
    List<Rule> rules,
    List<RuleTest> tests) {
  public RuleTestFile {
    streams = List.copyOf(streams);
    rollups = List.copyOf(rollups);
    rules = List.copyOf(rules);
    tests = List.copyOf(tests);
  }

  /** The streams that rules may read. */
  static Catalog catalog(List<Decoding> streams, List<Rollup> rollups) {
    return Catalog.of(streams.stream().map(Decoding::schema).toList())
        .withDerived(rollups.stream().map(Rollup::schema).toList());
  }
}
