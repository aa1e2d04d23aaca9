package dev.vigil.ruletest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code src/test/resources/rule-tests} is a test file that is wrong and what its
 * author is told, to the letter. {@code -Dvigil.golden=write} writes the expectations anew, for
 * review.
 */
class GoldenRuleTestsTest {
  private static final Path CASES = Path.of("src/test/resources/rule-tests");
  private static final Path SOURCES = Path.of("src/main/java/dev/vigil/ruletest");
  private static final Pattern REPORTED = Pattern.compile("error\\(\\s*\"([a-z]+(?:-[a-z]+)*)\"");
  private static final Pattern SHOWN = Pattern.compile("\\[([a-z-]+)]\n");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      List<String> names = folders.map(folder -> folder.getFileName().toString()).toList();
      return names.stream().sorted();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wrongTestFile_isExplainedAsExpected(String name) throws IOException {
    Path file = CASES.resolve(name).resolve("pm25_test.yaml");
    Source source = new Source("pm25_test.yaml", Files.readString(file, UTF_8));
    RuleTestReader.Read read =
        new RuleTestReader(file, source, new ConfStreams(Path.of("conf/vigil.yaml"))).read();
    String told = DiagnosticRenderer.render(read.diagnostics());
    Path expected = CASES.resolve(name).resolve("expected.txt");
    if ("write".equals(System.getProperty("vigil.golden"))) {
      Files.writeString(expected, told, UTF_8);
    }
    assertThat(told).isEqualTo(Files.readString(expected, UTF_8)).isNotEmpty();
    assertThat(read.file()).isEmpty();
  }

  @Test
  void everyCode_hasACase() throws IOException {
    Set<String> missing = new TreeSet<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Matcher found = REPORTED.matcher(Files.readString(file, UTF_8));
        while (found.find()) {
          missing.add(found.group(1));
        }
      }
    }
    assertThat(missing).hasSizeGreaterThan(12);
    for (String name : cases().toList()) {
      Matcher shown =
          SHOWN.matcher(Files.readString(CASES.resolve(name).resolve("expected.txt"), UTF_8));
      while (shown.find()) {
        missing.remove(shown.group(1));
      }
    }
    assertThat(missing).as("codes without a case").isEmpty();
  }
}
