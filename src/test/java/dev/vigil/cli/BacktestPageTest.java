package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The page of a backtest, in a real browser. */
class BacktestPageTest {
  private static final List<String> BROWSERS = List.of("chromium", "chromium-browser");
  private static final int SPIKES = 1_000;

  @TempDir Path directory;

  @Test
  void page_ofAThousandAlerts_drawsThemAllWithoutAnErrorOrTheNetwork() throws Exception {
    Path page = page();
    String text = Files.readString(page);
    assertThat(text)
        .contains("\\u003c/>")
        .doesNotContain("<script src", "<link rel=\"stylesheet\"");
    Path browser = browser();
    Path log = directory.resolve("browser.log");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + directory.resolve("profile"),
                "--timeout=20000",
                "--enable-logging=stderr",
                "--dump-dom",
                page.toUri().toString())
            .redirectError(log.toFile())
            .redirectOutput(directory.resolve("dom.html").toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the browser ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String dom = Files.readString(directory.resolve("dom.html"));
    assertThat(Files.readString(log)).doesNotContain("CONSOLE");
    assertThat(dom).contains("data-marks=\"" + SPIKES + "\"");
    assertThat(Pattern.compile("<canvas").matcher(dom).results()).as("charts").hasSize(2);
    assertThat(dom).contains("The first 1,000 of 1,000", "<td class=\"text\">spike</td>");
  }

  private static Path browser() {
    List<Path> found =
        Pattern.compile(":")
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .flatMap(folder -> BROWSERS.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(!found.isEmpty(), "SKIPPED: no chromium is installed (apt-get install chromium)");
    return found.get(0);
  }

  private Path page() throws IOException {
    Files.writeString(
        directory.resolve("vigil.yaml"),
        """
        streams:
          air:
            file: {paths: [elsewhere.csv]}
            format: csv
            time: {field: ts, format: epoch_s}
            key: [station]
            fields: {station: string, pm25: double}
            out_of_order: 0s
        rules: {directory: rules}
        alerts: {console: true}
        dead_letters: {console: true}
        """);
    Files.writeString(directory.resolve("spike.yaml"), "rule: spike\nwhen: pm25 > 100\n");
    StringBuilder csv = new StringBuilder("ts,station,pm25\n");
    for (int i = 0; i < 2 * SPIKES; i++) {
      csv.append(1_700_000_000L + 60L * i)
          .append(",</>,")
          .append(i % 2 == 0 ? 20 : 120)
          .append('\n');
    }
    Files.writeString(directory.resolve("air.csv"), csv);
    Path page = directory.resolve("out.html");
    CommandLine command = Vigil.commandLine();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(err));
    int exit =
        command.execute(
            "backtest",
            directory.resolve("spike.yaml").toString(),
            "--conf",
            directory.resolve("vigil.yaml").toString(),
            "--report",
            page.toString(),
            "--data",
            directory.resolve("air.csv").toString());
    assertThat(exit).as(err.toString()).isZero();
    return page;
  }
}
