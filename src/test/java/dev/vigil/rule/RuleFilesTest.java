package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private RuleFiles read() throws IOException {
    return RuleFiles.read(List.of(folder), Streams.ONE);
  }

  private static String rule(String id) {
    return "rule: " + id + "\nwhen: pm25 > 75\n";
  }

  @Test
  void folder_isReadAtAnyDepth_sorted_withoutTestsAndHiddenFiles() throws IOException {
    write("b.yaml", rule("b"));
    write("a/deep/c.yml", rule("c"));
    write("b_test.yaml", "tests: []");
    write(".git/d.yaml", rule("d"));
    write("readme.md", "rule: e");
    RuleFiles files = read();
    assertThat(files.rules()).extracting(Rule::id).containsExactly("c", "b");
    assertThat(files.files()).isEqualTo(2);
    assertThat(files.diagnostics()).isEmpty();
  }

  @Test
  void linkToAFolder_isReadAsTheFolder_andACircleIsAnError() throws IOException {
    write("real/a.yaml", rule("a"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    assertThat(RuleFiles.list(List.of(link))).containsExactly(link.resolve("a.yaml"));
    Files.createSymbolicLink(folder.resolve("real/circle"), folder.resolve("real"));
    assertThatThrownBy(() -> RuleFiles.list(List.of(link)))
        .isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void idInTwoFiles_isAnErrorThatNamesBothPlaces() throws IOException {
    write("a.yaml", "# first\n" + rule("x"));
    write("b.yaml", rule("y") + "---\n" + rule("x"));
    RuleFiles files = read();
    assertThat(files.rules()).extracting(Rule::id).containsExactly("x", "y");
    assertThat(files.errors()).isEqualTo(1);
    assertThat(files.diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo("duplicate-rule");
              assertThat(found.source().name()).isEqualTo(folder.resolve("b.yaml").toString());
              assertThat(found.position()).hasToString("4:7");
              assertThat(found.message()).contains(folder.resolve("a.yaml") + ":2");
            });
  }

  @Test
  void fileWithoutARule_isAWarning() throws IOException {
    write("a.yaml", "# nothing yet\n");
    RuleFiles files = read();
    assertThat(files.warnings()).isEqualTo(1);
    assertThat(files.errors()).isZero();
    assertThat(files.diagnostics().get(0).code()).isEqualTo("no-rules");
  }

  @Test
  void fileThatIsNotUtf8_isAnError_andTheOthersAreRead() throws IOException {
    Files.write(folder.resolve("a.yaml"), "rule: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    write("b.yaml", rule("b"));
    RuleFiles files = read();
    assertThat(files.rules()).hasSize(1);
    assertThat(files.diagnostics()).extracting(d -> d.code()).containsExactly("encoding");
  }

  @Test
  void pathThatIsNotThere_isSaid() {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> RuleFiles.read(List.of(nowhere), Streams.ONE))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void tests_areNoRules_evenWhereTheyAreNamed() throws IOException {
    write("a.yaml", rule("a"));
    write("a_test.yaml", "rules: [a.yaml]\ntests: []\n");
    Path rule = folder.resolve("a.yaml");
    assertThat(RuleFiles.list(List.of(folder))).containsExactly(rule);
    assertThat(RuleFiles.list(List.of(folder.resolve("a_test.yaml"), rule))).containsExactly(rule);
  }

  @Test
  void fileNamedTwice_isReadOnce() throws IOException {
    write("a.yaml", rule("a"));
    Path file = folder.resolve("a.yaml");
    assertThat(RuleFiles.read(List.of(file, folder), Streams.ONE).files()).isEqualTo(1);
  }
}
