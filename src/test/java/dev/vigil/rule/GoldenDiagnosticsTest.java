package dev.vigil.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Each folder of {@code src/test/resources/diagnostics} is a rule that is wrong and what its author
 * is told, to the letter. {@code -Dvigil.golden=write} writes the expectations anew, for review.
 */
class GoldenDiagnosticsTest {
  private static final Path CASES = Path.of("src/test/resources/diagnostics");
  private static final long WEEK = 7 * 86_400_000L;
  private static final Path SOURCES = Path.of("src/main/java/dev/vigil");
  private static final Pattern REPORTED =
      Pattern.compile("(?:error|warning|refuse)\\(\\s*\"([a-z]+(?:-[a-z]+)*)\"");

  /** Codes that no rule can provoke: of conf and whole files, and of set-ups without streams. */
  private static final Set<String> NOT_OF_RULES =
      Set.of(
          "yaml-documents",
          "no-stream",
          "one-rule",
          "encoding",
          "file-size",
          "no-rules",
          "id-unlike-file");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      List<String> names = folders.map(folder -> folder.getFileName().toString()).toList();
      return names.stream().sorted();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wrongRule_isExplainedAsExpected(String name) throws IOException {
    String text = Files.readString(CASES.resolve(name).resolve("rule.yaml"), UTF_8);
    boolean lint = name.startsWith("lint-");
    Catalog streams = name.startsWith("quoted-") ? Streams.DEVICES : Streams.TWO;
    Catalog catalog = lint ? streams.withLints(WEEK) : streams;
    Parsed parsed = RuleParser.parse(new Source("rule.yaml", text), catalog);
    String told = DiagnosticRenderer.render(parsed.diagnostics());
    Path expected = CASES.resolve(name).resolve("expected.txt");
    if ("write".equals(System.getProperty("vigil.golden"))) {
      Files.writeString(expected, told, UTF_8);
    }
    assertThat(told).isEqualTo(Files.readString(expected, UTF_8)).isNotEmpty();
    assertThat(parsed.hasErrors()).isEqualTo(!lint);
    if (lint) {
      assertThat(parsed.rules()).hasSize(parsed.documents());
    } else {
      assertThat(parsed.rules()).hasSizeLessThan(parsed.documents());
    }
  }

  @Test
  void everyCode_hasACase() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (String name : cases().toList()) {
      Matcher codes =
          Pattern.compile("\\[([a-z-]+)]\n")
              .matcher(Files.readString(CASES.resolve(name).resolve("expected.txt"), UTF_8));
      while (codes.find()) {
        shown.add(codes.group(1));
      }
    }
    Set<String> missing = new TreeSet<>(codes(REPORTED, sources("yaml", "rule", "condition")));
    assertThat(missing).hasSizeGreaterThan(40);
    missing.removeAll(NOT_OF_RULES);
    missing.removeAll(shown);
    assertThat(missing).as("codes without a case").isEmpty();
  }

  @Test
  void everyLint_isDocumented() throws IOException {
    Pattern row = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
    Pattern warned = Pattern.compile("warning\\(\\s*\"([a-z-]+)\"");
    assertThat(codes(row, List.of(Path.of("src/docs/explain.md"))))
        .isEqualTo(codes(warned, sources("yaml", "rule", "condition")));
  }

  private static Set<String> codes(Pattern pattern, List<Path> files) throws IOException {
    Set<String> codes = new TreeSet<>();
    for (Path file : files) {
      Matcher found = pattern.matcher(Files.readString(file, UTF_8));
      while (found.find()) {
        codes.add(found.group(1));
      }
    }
    return codes;
  }

  private static List<Path> sources(String... packages) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String name : packages) {
      try (Stream<Path> files = Files.walk(SOURCES.resolve(name))) {
        files.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }
}
