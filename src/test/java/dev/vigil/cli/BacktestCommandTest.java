package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BacktestCommandTest {
  private static final String CONF =
      """
      streams:
        air:
          kafka: {topics: [air]}
          format: json
          nulls: [NA]
          time: {field: ts, format: iso8601}
          key: [station]
          fields: {station: string, pm25: double}
          out_of_order: 0s
        rain:
          kafka: {topics: [rain]}
          format: json
          time: {field: ts, format: iso8601}
          key: [place]
          fields: {place: string, mm: double}
      rules: {directory: rules}
      alerts: {console: true}
      dead_letters: {console: true}
      kafka: {bootstrap.servers: "localhost:1"}
      """;

  private static final String RULE =
      """
      rule: pm25-high
      from: air
      let: {threshold: 75}
      when: pm25 > threshold
      for: 10m
      """;

  private static final String END = System.lineSeparator();

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    write("vigil.yaml", CONF);
    write("rules/pm25-high.yaml", RULE);
    write("rules/pm25-high_test.yaml", "no rule at all");
    write("rules/wet.yaml", "rule: wet\nfrom: rain\nwhen: mm > 5\n");
    write("rules/idle.yaml", "rule: idle\nfrom: air\nmode: 'off'\nwhen: pm25 > 5\n");
    write("air.csv", air());
  }

  /** Two stations, a reading in five minutes each: A is above for 30 minutes, B for five. */
  private static String air() {
    int[] a = {40, 80, 90, 100, 90, 80, 79, 78, 40, 40};
    int[] b = {40, 40, 40, 99, 88, 40, 40, 40, 40, 120};
    StringBuilder csv = new StringBuilder("ts,station,pm25\n");
    for (int i = 0; i < a.length; i++) {
      String ts = "2026-01-01T00:%02d:00Z".formatted(5 * i);
      csv.append(ts).append(",A,").append(a[i]).append('\n');
      csv.append(ts).append(",B,").append(b[i]).append('\n');
    }
    return csv + "2026-01-01T00:00:00Z,A,1\nnonsense,A,1\n";
  }

  @Test
  void json_ofARuleAndADayOfReadings_countsAlertsTimeAndDeadLetters() throws IOException {
    assertThat(run("--stream", "air", "--json")).as(err.toString()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("readings").asInt()).isEqualTo(22);
    assertThat(json.get("evaluated").asInt()).isEqualTo(20);
    assertThat(json.get("dead_letters").get("late").asInt()).isEqualTo(1);
    assertThat(json.get("dead_letters").size()).isEqualTo(2);
    assertThat(json.get("first").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(json.get("last").asText()).isEqualTo("2026-01-01T00:45:00Z");
    assertThat(json.get("rules").size()).isEqualTo(1);
    JsonNode high = json.get("rules").get("pm25-high");
    assertThat(high.get("alerts").asInt()).isEqualTo(1);
    assertThat(high.get("in_alert_s").asDouble()).isEqualTo(25 * 60.0); // 00:15 to 00:40
    assertThat(high.get("open").asInt()).isZero();
    assertThat(high.get("keys").get("A").get("alerts").asInt()).isEqualTo(1);
    assertThat(high.get("days").get("2026-01-01").asInt()).isEqualTo(1);
  }

  @Test
  void filesOfTwoStreams_areReplayedTogether() throws IOException {
    write("rain.csv", "ts,place,mm\n2026-01-01T00:07:00Z,A,9\n2026-01-01T00:08:00Z,B,1\n");
    write("rules/both.yaml", "rule: both\nfrom: [air, rain]\nby: []\nwhen: has(mm) && mm > 5\n");
    String air = "air=" + directory.resolve("air.csv");
    String rain = "rain=" + directory.resolve("rain.csv");
    assertThat(backtest("--data", air, rain, "--json")).as(err.toString()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("readings").asInt()).isEqualTo(24);
    assertThat(json.get("evaluated").asInt()).isEqualTo(22);
    assertThat(json.at("/rules/pm25-high/alerts").asInt()).isEqualTo(1);
    assertThat(json.at("/rules/wet/alerts").asInt()).isEqualTo(1);
    assertThat(err.toString()).doesNotContain("reads no").doesNotContain("incomplete");
  }

  @Test
  void rollupOfTheHistory_isMadeForTheRulesThatReadIt_andPlotted() throws IOException {
    write(
        "vigil.yaml",
        CONF
            + """
            rollups:
              quarter: {from: air, window: {tumbling: 15m}, fields: [pm25]}
              wet: {from: rain, window: {tumbling: 15m}, fields: [mm]}
            """);
    write("rules/mean.yaml", "rule: mean\nfrom: quarter\nwhen: pm25_avg > 85\n");
    write("rules/rainy.yaml", "rule: rainy\nfrom: wet\nwhen: mm_avg > 85\n");
    Path page = directory.resolve("out.html");
    assertThat(run("--stream", "air", "--json", "--report", page.toString()))
        .as(err.toString())
        .isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("readings").asInt()).isEqualTo(22);
    JsonNode mean = json.at("/rules/mean");
    // A's; the window in which B rises at 00:45 is not over when the readings end.
    assertThat(mean.get("alerts").asInt()).isEqualTo(1);
    assertThat(mean.at("/keys/A/in_alert_s").asDouble()).isEqualTo(15 * 60.0); // 00:30 to 00:45
    assertThat(mean.get("open").asInt()).isZero();
    assertThat(json.at("/rules/pm25-high/alerts").asInt()).isEqualTo(1);
    assertThat(err.toString()).contains("left out: rainy reads no air");
    assertThat(Files.readString(page)).contains("\"field\":\"pm25_avg\"", "\"field\":\"pm25\"");
  }

  @Test
  void historyThatIsNowhere_isSaid() {
    assertThat(backtest()).isEqualTo(2);
    assertThat(err.toString()).contains("history is needed: --data or --kafka");
    assertThat(backtest("--kafka", "some")).isEqualTo(2);
    assertThat(err.toString()).contains("'some' is no range");
  }

  @Test
  void text_ofTheSame_saysWhatWasLeftOut() {
    assertThat(run("--stream", "air")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("readings  22, 2026-01-01T00:00:00Z to 2026-01-01T00:45:00Z")
        .contains("pm25-high       1           0       25m     1     1")
        .contains("letters 2: 1 late, 1 ");
    assertThat(err.toString())
        .contains("left out: wet reads no air")
        .contains("left out: idle is off");
  }

  @Test
  void alertsThatAreOpenAtTheEnd_lastUpToIt_andNobodyIsSilentBehindIt() throws IOException {
    write("rules/always.yaml", "rule: always\nfrom: air\nwhen: pm25 >= 0\nmax_gap: 10m\n");
    write("rules/silent.yaml", "rule: silent\nfrom: air\nabsent: {for: 15m}\n");
    assertThat(run("--stream", "air")).as(err.toString()).isZero();
    assertThat(out.toString().replaceAll(" +", " "))
        .contains("always 2 2 1h30m 2 1")
        .contains("silent 0 0 0s 0")
        .contains(" A 1 45m 100.0 %")
        .contains(" B 1 45m 100.0 %");
  }

  @Test
  void sweep_overANamedNumber_isARowAValueInOnePass() throws IOException {
    assertThat(run("--stream", "air", "--json", "--sweep", "threshold=60..100:20"))
        .as(err.toString())
        .isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("readings").asInt()).isEqualTo(22);
    assertThat(json.get("rows"))
        .extracting(
            row -> row.get("rule").asText(),
            row -> row.get("value").asInt(),
            row -> row.get("alerts").asInt(),
            row -> row.get("in_alert_s").asDouble())
        .containsExactly(
            tuple("pm25-high", 60, 1, 25 * 60.0),
            tuple("pm25-high", 80, 1, 5 * 60.0),
            tuple("pm25-high", 100, 0, 0.0));
  }

  @Test
  void sweep_inWords_isATable() {
    assertThat(run("--stream", "air", "--sweep", "threshold=60..100:20")).isZero();
    assertThat(out.toString())
        .contains(
            """
            pm25-high, threshold  alerts  still open  in alert  keys
              60                       1           0       25m     1
              80                       1           0        5m     1
              100                      0           0        0s     0
            """);
  }

  @Test
  void sweep_overWhatNoRuleNames_saysHowToNameIt() {
    assertThat(run("--stream", "air", "--sweep", "limit=1..2:1")).isEqualTo(1);
    assertThat(err.toString()).contains("no rule names a number 'limit': write let: {limit: 75}");
  }

  @Test
  void sweep_thatGoesDownwards_isWrongUsage() {
    assertThat(run("--stream", "air", "--sweep", "threshold=9..2:1")).isEqualTo(2);
    assertThat(err.toString()).contains("a sweep goes upwards");
  }

  @Test
  void against_rulesAsTheyWere_namesEachAlertAddedAndRemoved() throws IOException {
    write("old/pm25-high.yaml", RULE);
    write("old/same.yaml", "rule: same\nfrom: air\nwhen: pm25 > 90\n");
    write("rules/same.yaml", "rule: same\nfrom: air\nwhen: pm25 > 90\n");
    write("rules/pm25-high.yaml", RULE.replace("75", "85"));
    write("rules/more.yaml", "rule: more\nfrom: air\nwhen: pm25 > 110\n");
    String old = directory.resolve("old").toString();
    assertThat(run("--stream", "air", "--against", old)).as(err.toString()).isZero();
    assertThat(out.toString().replaceAll(" +", " "))
        .contains("more - 1 1 0 - 0s")
        .contains("pm25-high 1 1 1 1 25m 5m")
        .contains("same 3 3 0 0 ")
        .contains(
            """
            - 2026-01-01T00:15:00Z pm25-high A since 2026-01-01T00:05:00Z
            + 2026-01-01T00:20:00Z pm25-high A since 2026-01-01T00:10:00Z
            + 2026-01-01T00:45:00Z more B since 2026-01-01T00:45:00Z
            """);
  }

  @Test
  void pending_thatNeverFired_andNearMisses_areToldWithWhatWasMissing() throws IOException {
    write(
        "rules/jump.yaml",
        """
        rule: jump
        from: air
        sequence:
          - begin: up
            where: pm25 > 85
          - followed_by: down
            where: pm25 < 10
        within: 12m
        """);
    assertThat(run("--stream", "air", "--json", "--parallelism", "1")).as(err.toString()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    JsonNode pending = json.get("near_misses").get("pm25-high");
    // B from 00:15 to 00:25; what B begins at 00:45 is undecided at the end.
    assertThat(pending.get("count").asInt()).isEqualTo(1);
    assertThat(pending.get("longest").get(0).get("key").get("station").asText()).isEqualTo("B");
    assertThat(pending.get("longest").get(0).get("start").asText())
        .isEqualTo("2026-01-01T00:15:00Z");
    assertThat(pending.get("longest").get(0).get("end").asText()).isEqualTo("2026-01-01T00:25:00Z");
    assertThat(pending.get("longest").get(0).get("missing").asText())
        .isEqualTo("pending, and did not last: pm25 > threshold");
    // A goes up at 00:10, 00:15 and 00:20, B at 00:15 and 00:20; none comes down in 12 minutes.
    JsonNode jump = json.get("near_misses").get("jump");
    assertThat(jump.get("count").asInt()).isEqualTo(5);
    assertThat(jump.get("longest"))
        .allSatisfy(
            miss -> assertThat(miss.get("missing").asText()).isEqualTo("no down: pm25 < 10"));
    assertThat(json.get("peak").get("keys").asInt()).isEqualTo(2);
    assertThat(json.get("peak").get("open").asInt()).isEqualTo(4);
  }

  @Test
  void stream_notSaidThoughThereAreTwo_isAskedFor() {
    assertThat(run()).isEqualTo(1);
    assertThat(err.toString()).contains("--stream air or rain");
  }

  @Test
  void rule_withAnError_isToldAsCheckDoes() throws IOException {
    write("rules/pm25-high.yaml", RULE.replace("pm25 > threshold", "pm25 > treshold"));
    assertThat(run("--stream", "air")).isEqualTo(1);
    assertThat(err.toString()).contains("pm25-high.yaml:4:14: error:").contains("threshold");
  }

  @Test
  void file_thatIsNotThere_isNamed() throws IOException {
    Files.delete(directory.resolve("air.csv"));
    assertThat(run("--stream", "air")).isEqualTo(1);
    assertThat(err.toString()).contains("no such file").contains("air.csv");
  }

  @Test
  void folder_withoutARule_isRefused() throws IOException {
    for (String rule : List.of("pm25-high", "wet", "idle")) {
      Files.delete(directory.resolve("rules/" + rule + ".yaml"));
    }
    assertThat(run("--stream", "air")).isEqualTo(1);
    assertThat(err.toString()).endsWith("no rule in " + directory.resolve("rules") + END);
  }

  @Test
  void data_thatIsADirectory_isSaidToBeOne() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("air"));
    assertThat(run("air", "--stream", "air")).isEqualTo(1);
    assertThat(err.toString())
        .endsWith("cannot be read: " + folder + ": is a directory; name its files" + END);
  }

  @Test
  void file_thatIsNoGzip_isNoStackTrace() throws IOException {
    Files.move(directory.resolve("air.csv"), directory.resolve("air.csv.gz"));
    assertThat(run("air.csv.gz", "--stream", "air")).isEqualTo(1);
    assertThat(err.toString()).contains("vigil backtest: Not in GZIP format");
  }

  @Test
  void report_whereNoneCanBeWritten_isSaidBeforeTheReplay() throws IOException {
    assertThat(run("--stream", "air", "--report", directory.toString())).isEqualTo(1);
    assertThat(err.toString())
        .endsWith("cannot be written: " + directory + ": is a directory" + END);
    Path below = directory.resolve("air.csv/out.html");
    assertThat(run("--stream", "air", "--report", below.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("cannot be written: " + below + ": ")
        .endsWith(directory.resolve("air.csv") + " is no directory" + END);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void report_inAFolderThatIsNotThere_makesIt() {
    Path page = directory.resolve("new/folder/out.html");
    assertThat(run("--stream", "air", "--report", page.toString())).as(err.toString()).isZero();
    assertThat(page).content().contains("\"readings\":22");
    assertThat(out.toString()).startsWith("readings  22");
  }

  @Test
  void parallelism_hasALimit_upToWhichItGoes() throws IOException {
    for (String wrong : List.of("0", "129", "9999")) {
      assertThat(run("--stream", "air", "--parallelism", wrong)).isEqualTo(2);
      assertThat(err.toString()).contains("--parallelism is 1 to 128, not " + wrong);
    }
    assertThat(run("--stream", "air", "--json", "--parallelism", "128"))
        .as(err.toString())
        .isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/rules/pm25-high/alerts").asInt()).isEqualTo(1);
  }

  @Test
  void history_ofWhichNothingCouldBeEvaluated_isSaidToBeSo() throws IOException {
    write("air.csv", "time,station,pm25\n2026-01-01T00:00:00Z,A,90\n");
    assertThat(run("--stream", "air")).isZero();
    assertThat(err.toString())
        .endsWith("no reading was evaluated: the first is no-time, no time at ts" + END);
    write("air.csv", "");
    assertThat(run("--stream", "air")).isZero();
    assertThat(err.toString()).endsWith("no reading was evaluated: there is none" + END);
    write("air.csv", air());
    err.getBuffer().setLength(0);
    assertThat(run("--stream", "air")).isZero();
    assertThat(err.toString()).doesNotContain("evaluated");
  }

  @Test
  void progress_inTheMiddle_showsBytesAndRate() {
    assertThat(Progress.line(500_000, 2_000_000, 1234.4))
        .isEqualTo("[#######                       ] 25 %  0.5 of 2.0 MB  1,234 readings/s");
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Runs the command over the rules and air.csv, or the file named first. */
  private int run(String... options) {
    boolean named = options.length > 0 && !options[0].startsWith("-");
    List<String> arguments = new ArrayList<>();
    arguments.add("--data");
    arguments.add(directory.resolve(named ? options[0] : "air.csv").toString());
    arguments.addAll(Arrays.asList(options).subList(named ? 1 : 0, options.length));
    return backtest(arguments.toArray(String[]::new));
  }

  private int backtest(String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.add("backtest");
    arguments.add(directory.resolve("rules").toString());
    arguments.add("--conf");
    arguments.add(directory.resolve("vigil.yaml").toString());
    arguments.addAll(Arrays.asList(options));
    CommandLine command = Vigil.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(arguments.toArray(String[]::new));
  }
}
