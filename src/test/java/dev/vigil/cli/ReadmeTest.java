package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md names is there. What it says to run is run by {@link ReadmeIT}. */
class ReadmeTest {
  private static final Path PACKAGES = Path.of("src/main/java/dev/vigil");

  @Test
  void files_that_it_names_are_there() throws IOException {
    List<String> files = Readme.read().files();
    assertThat(files).hasSizeGreaterThan(20).contains("src/docs/event.svg");
    assertThat(files)
        .allMatch(name -> Files.exists(Path.of(name)) || Files.isDirectory(PACKAGES.resolve(name)));
  }

  @Test
  void every_package_is_told() throws IOException {
    Readme readme = Readme.read();
    try (Stream<Path> packages = Files.list(PACKAGES)) {
      assertThat(packages.map(each -> each.getFileName() + "/"))
          .isNotEmpty()
          .isSubsetOf(readme.files());
    }
  }

  @Test
  void classes_that_it_names_for_what_is_added_are_there() throws IOException {
    String text = Readme.read().text();
    List<String> names =
        Pattern.compile("`([A-Z]\\w+)`")
            .matcher(text.substring(text.indexOf("To add …")))
            .results()
            .map((MatchResult found) -> found.group(1) + ".java")
            .toList();
    assertThat(names).hasSize(12);
    try (Stream<Path> sources = Files.walk(PACKAGES)) {
      assertThat(sources.map(source -> source.getFileName().toString()).toList())
          .containsAll(names);
    }
  }

  @Test
  void rule_that_it_shows_is_the_one_that_is_shipped() throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    List<String> rules = Readme.read().blocks("yaml");
    assertThat(rules).hasSize(1);
    assertThat(yaml.readTree(rules.get(0)))
        .isEqualTo(yaml.readTree(Files.readString(Path.of("rules/pm25-sustained.yaml"))));
  }
}
