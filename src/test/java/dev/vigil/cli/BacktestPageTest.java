package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The page of a backtest, in a real browser. */
class BacktestPageTest {
  private static final List<String> BROWSERS = List.of("chromium", "chromium-browser");
  private static final int SPIKES = 1_000;

  /** Counts the shapes that are drawn in the first rule's colour, and their pixels. */
  private static final String PROBE =
      """
      <script>
      const drawn = name => charts[name].getZr().storage.getDisplayList()
        .filter(shape => shape.style && shape.style.fill === color(0));
      document.body.dataset.triangles =
        drawn('readings').filter(shape => shape.shape.symbolType === 'triangle').length;
      document.body.dataset.bars = drawn('timeline').filter(shape => shape.type === 'rect').length;
      document.body.dataset.cut = charts.readings.getZr().storage.getDisplayList()
        .filter(shape => shape.type === 'tspan' && !shape.invisible)
        .filter(shape => shape.getPaintRect().x + (shape.transform ? shape.transform[4] : 0) < 0)
        .length;
      byId('legend').querySelectorAll('button').forEach(name => name.click());
      Object.values(charts).forEach(chart => chart.getZr().flush());
      document.body.dataset.hidden =
        drawn('readings').filter(shape => shape.shape.symbolType === 'triangle').length;
      const canvas = byId('timeline').querySelector('canvas');
      const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      let pixels = 0;
      for (let i = 0; i < bytes.length; i += 4) {
        if (bytes[i + 2] - bytes[i] > 100) pixels++; // blue, as nothing else there is
      }
      document.body.dataset.pixels = pixels;
      document.body.dataset.paper = css('--paper');
      </script>
      """;

  @TempDir Path directory;

  @Test
  void page_ofAThousandAlerts_drawsThemAllWithoutAnErrorOrTheNetwork() throws Exception {
    Path page = page("</>", 1, 2 * SPIKES);
    String text = Files.readString(page);
    assertThat(text)
        .contains("\\u003c/>")
        .doesNotContain("<script src", "<link rel=\"stylesheet\"");
    String dom = shown(page);
    assertThat(dom).contains("data-marks=\"" + SPIKES + "\"");
    assertThat(Pattern.compile("<canvas").matcher(dom).results()).as("charts").hasSize(2);
    assertThat(dom).contains("All 1,000, in the order", "<td class=\"text\">spike</td>");
    assertThat(dom).contains("<p class=\"note\" id=\"cut\"></p>");
    assertThat(attribute(dom, "triangles")).isEqualTo(SPIKES);
    assertThat(attribute(dom, "hidden")).as("where the legend hides them").isZero();
    assertThat(attribute(dom, "cut")).as("texts that begin outside").isZero();
    assertThat(attribute(dom, "bars")).isEqualTo(SPIKES);
    assertThat(attribute(dom, "pixels")).isGreaterThan(SPIKES);
    assertThat(dom).contains("data-paper=\"#ffffff\"");

    String dark = shown(page, "--blink-settings=preferredColorScheme=0");
    assertThat(dark).contains("data-paper=\"#14181f\"");
    assertThat(attribute(dark, "triangles")).isEqualTo(SPIKES);
    assertThat(attribute(dark, "pixels")).isGreaterThan(SPIKES);
  }

  @Test
  void page_ofMoreThanItDraws_saysSo() throws Exception {
    String dom = shown(page("S", 410, 41_000));
    assertThat(dom)
        .contains(
            "of 20,500 alerts, of each rule and key the longest in every 2 min, and 400 of 410"
                + " series of readings, the first that were met.",
            "<option value=\"0\">S0 (50)</option>",
            "The first 1,000 of 20,500",
            "the 150 with the most alerts of 410",
            "<b>20,500</b>");
  }

  @Test
  void page_ofOneAlert_countsIt() throws Exception {
    assertThat(shown(page("S", 1, 2))).contains("The only one.");
  }

  /** The page once its scripts have run. A script of the test's own looks at what was drawn. */
  private String shown(Path page, String... options) throws Exception {
    Path probed = directory.resolve("probed.html");
    String text = Files.readString(page);
    int end = text.lastIndexOf("</body>"); // the charts' library has the word in it too
    Files.writeString(probed, text.substring(0, end) + PROBE + text.substring(end));
    Path log = directory.resolve("browser.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                browser().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + directory.resolve("profile"),
                "--timeout=30000",
                "--enable-logging=stderr",
                "--dump-dom"));
    command.addAll(List.of(options));
    command.add(probed.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectError(log.toFile())
            .redirectOutput(directory.resolve("dom.html").toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the browser ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readAllLines(log)).filteredOn(line -> line.contains("CONSOLE")).isEmpty();
    return Files.readString(directory.resolve("dom.html"));
  }

  private static int attribute(String dom, String name) {
    Matcher found = Pattern.compile("data-" + name + "=\"(\\d+)\"").matcher(dom);
    assertThat(found.find()).as(name).isTrue();
    return Integer.parseInt(found.group(1));
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

  /** A page of readings of so many stations in turn, every second of a station's a spike. */
  private Path page(String station, int stations, int readings) throws IOException {
    Files.writeString(
        directory.resolve("vigil.yaml"),
        """
        streams:
          air:
            file: {paths: [elsewhere.csv]}
            format: csv
            time: {field: ts, format: epoch_s}
            key: [station]
            fields: {station: string, relative_humidity_outside: double}
            out_of_order: 0s
        rules: {directory: rules}
        alerts: {console: true}
        dead_letters: {console: true}
        """);
    Files.writeString(
        directory.resolve("spike.yaml"), "rule: spike\nwhen: relative_humidity_outside > 100\n");
    StringBuilder csv = new StringBuilder("ts,station,relative_humidity_outside\n");
    for (int i = 0; i < readings; i++) {
      int round = i / stations;
      csv.append(1_700_000_000L + 60L * round).append(',').append(station);
      csv.append(stations == 1 ? "" : Integer.toString(i % stations));
      csv.append(',').append(round % 2 == 0 ? 20 : 120).append('\n');
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
