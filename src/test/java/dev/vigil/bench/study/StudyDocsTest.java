package dev.vigil.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.Suites;
import dev.vigil.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyDocsTest {
  private static final Path DOCS = Path.of("src/docs");

  @Test
  void every_suiteOfTheStudyHasItsCommandItsFiguresAndItsPlots() throws IOException {
    String study = Files.readString(DOCS.resolve("study.md"));
    List<Suite> suites =
        Suites.ALL.stream()
            .filter(suite -> suite.getClass().getPackage().equals(Storage.class.getPackage()))
            .toList();

    assertThat(suites).hasSize(7);
    for (Suite suite : suites) {
      assertThat(study).contains("```sh\n./vigil bench " + suite.name() + "\n```\n\n| ");
      assertThat(suite.plots()).isNotEmpty();
      for (int plot = 1; plot <= suite.plots().size(); plot++) {
        String file = "study/" + suite.name() + "-" + plot + ".svg";
        assertThat(study).contains("![" + suite.plots().get(plot - 1).title() + "](" + file + ")");
        assertThat(DOCS.resolve(file)).content().startsWith("<svg");
      }
    }
  }
}
