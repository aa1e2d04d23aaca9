package dev.vigil.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tests under {@code rules/}, beside the rules. */
class ShippedRuleTestsTest {
  private static final Path RULES = Path.of("rules");
  private static final RuleTestRunner RUNNER = new RuleTestRunner();

  @AfterAll
  static void stop() throws Exception {
    RUNNER.close();
  }

  @Test
  void everyRule_hasATestBesideIt() throws IOException {
    List<Path> rules = RuleFiles.list(List.of(RULES));
    assertThat(rules).hasSizeGreaterThanOrEqualTo(10);
    assertThat(rules)
        .allSatisfy(
            rule ->
                assertThat(Path.of(rule.toString().replace(".yaml", "_test.yaml")))
                    .satisfies(test -> assertThat(Files.exists(test)).as("%s", test).isTrue()));
  }

  @TestFactory
  Stream<DynamicTest> rule() throws IOException {
    return DynamicRuleTests.of(RULES, 10, RUNNER);
  }
}
