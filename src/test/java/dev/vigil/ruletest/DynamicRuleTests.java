package dev.vigil.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.ruletest.Comparison.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Rule tests as tests of the build, one by one. */
final class DynamicRuleTests {
  private DynamicRuleTests() {}

  /** The tests of a folder, which must hold at least so many files without an error. */
  static Stream<DynamicTest> of(Path folder, int files, RuleTestRunner runner) throws IOException {
    RuleTestFiles read = RuleTestFiles.read(List.of(folder), Path.of("conf/vigil.yaml"));
    assertThat(
            DiagnosticRenderer.render(
                read.diagnostics().stream().filter(Diagnostic::isError).toList()))
        .isEmpty();
    assertThat(read.files()).hasSizeGreaterThanOrEqualTo(files);
    return read.files().stream()
        .flatMap(file -> file.tests().stream().map(test -> of(file, test, runner)));
  }

  private static DynamicTest of(RuleTestFile file, RuleTest test, RuleTestRunner runner) {
    return DynamicTest.dynamicTest(
        file.path().getFileName() + ": " + test.name(),
        () ->
            assertThat(runner.run(file, test).comparison().lines())
                .allMatch(line -> line.kind() == Kind.AS_EXPECTED));
  }
}
