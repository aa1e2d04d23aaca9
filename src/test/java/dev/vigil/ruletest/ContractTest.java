package dev.vigil.ruletest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules by which the rule language is explained, word for word, and what is said of them. Rules
 * and their tests are in {@code src/test/resources/contract}.
 */
class ContractTest {
  private static final Path RULES = Path.of("src/test/resources/contract");
  private static final RuleTestRunner RUNNER = new RuleTestRunner();

  @AfterAll
  static void stop() throws Exception {
    RUNNER.close();
  }

  @TestFactory
  Stream<DynamicTest> rule() throws IOException {
    return DynamicRuleTests.of(RULES, 5, RUNNER);
  }
}
