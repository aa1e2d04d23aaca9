package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine;

class TestCommandTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final String TESTS =
      """
      rules: [{rule: high, when: pm25 > 75}]
      tests:
        - name: high air
          events: [{at: 1m, key: {station: A}, pm25: 80}]
          expect: [{rule: high, key: {station: A}, status: firing, at: 1m}]
        - name: clean air
          events: [{at: 1m, key: {station: A}, pm25: %s}]
      """;
  private static final String HOLDING = TESTS.formatted(20);
  private static final String FAILING = TESTS.formatted(90);
  private static final String END = System.lineSeparator();

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int test(String... arguments) {
    CommandLine line = Vigil.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("test"));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  @Test
  void testsThatHold_areALineEach() throws IOException {
    String file = write("a_test.yaml", HOLDING);
    assertThat(test(folder.toString())).isZero();
    assertThat(out)
        .hasToString(
            "ok      "
                + file
                + ": high air"
                + END
                + "ok      "
                + file
                + ": clean air"
                + END
                + "2 tests in 1 file: 2 ok, 0 failed, 0 errors, 0 warnings"
                + END);
  }

  @Test
  void nameThatIsNoPattern_isWrongUsage() throws IOException {
    assertThat(test("--run", "(", write("a_test.yaml", HOLDING))).isEqualTo(2);
    assertThat(err.toString())
        .contains("Invalid value for option '--run': '(' is no regular expression: Unclosed group")
        .doesNotContain("Exception");
  }

  @Test
  void testThatFails_isShownWithWhatDiffers_andExitsWithOne() throws IOException {
    String file = write("a_test.yaml", FAILING);
    assertThat(test(file)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "FAILED  "
                + file
                + ":6: clean air"
                + END
                + "        + high {station: A} firing at 1m"
                + END)
        .endsWith("2 tests in 1 file: 1 ok, 1 failed, 0 errors, 0 warnings" + END);
  }

  @Test
  void fileWithErrors_isShown_andTheOthersAreRun() throws IOException {
    String wrong = write("a_test.yaml", "rules: [{rule: high, when: pm52 > 75}]\ntests: []\n");
    write("b_test.yaml", HOLDING);
    assertThat(test(folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(wrong + ":1:28: error: no field or let is named pm52 [unknown-field]\n")
        .contains(wrong + ":2:1: error: a file without a test [no-tests]\n")
        .endsWith("2 tests in 2 files: 2 ok, 0 failed, 2 errors, 0 warnings" + END);
  }

  @Test
  void run_choosesByName() throws IOException {
    String file = write("a_test.yaml", FAILING);
    assertThat(test("--run", "^high", file)).isZero();
    assertThat(out.toString())
        .endsWith("1 test in 1 file: 1 ok, 0 failed, 0 errors, 0 warnings" + END);
    assertThat(test("--run", "foul", file)).isEqualTo(1);
    assertThat(err.toString()).contains("no test has a name with 'foul'");
    assertThat(test("--run", "(", file)).isEqualTo(2);
  }

  @Test
  void warnings_matterOnlyUnderStrict() throws IOException {
    write("empty.yaml", "# nothing yet\n");
    String file = write("a_test.yaml", HOLDING.replace("rules: [", "rules: [empty.yaml, "));
    assertThat(test(file)).isZero();
    assertThat(test("--strict", file)).isEqualTo(3);
    assertThat(test("--strict", write("b_test.yaml", FAILING), file)).isEqualTo(1);
  }

  @Test
  void rules_areLinted_inFilesAndInTests() throws IOException {
    write("beside.yaml", "{rule: other, let: {x: pm25}, when: pm25 > 75 && pm25 < 50}\n");
    String file =
        write(
            "a_test.yaml",
            HOLDING.replace(
                "rules: [",
                "rules: [beside.yaml, {rule: long, when: \"sum(pm25, '30d') > 1e9\"}, "));
    assertThat(test("--strict", file)).isEqualTo(3);
    assertThat(out.toString())
        .contains("[unused-let]", "[never-true]", "[window-over-retention]")
        .doesNotContain("[id-unlike-file]")
        .endsWith("2 ok, 0 failed, 0 errors, 3 warnings" + END);
  }

  @Test
  void json_hasEveryTest_andEveryFinding() throws IOException {
    String file = write("a_test.yaml", FAILING);
    String wrong = write("b_test.yaml", "rules: [c.yaml]\n");
    assertThat(test("--json", file, wrong)).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("files").asInt()).isEqualTo(2);
    assertThat(json.get("tests").asInt()).isEqualTo(2);
    assertThat(json.get("failed").asInt()).isEqualTo(1);
    assertThat(json.get("errors").asInt()).isEqualTo(2);
    assertThat(json.get("results").get(0).get("ok").asBoolean()).isTrue();
    JsonNode failed = json.get("results").get(1);
    assertThat(failed.get("file").asText()).isEqualTo(file);
    assertThat(failed.get("line").asInt()).isEqualTo(6);
    assertThat(failed.get("name").asText()).isEqualTo("clean air");
    assertThat(failed.get("ok").asBoolean()).isFalse();
    assertThat(failed.get("missing")).isEmpty();
    assertThat(failed.get("unexpected").get(0).asText())
        .isEqualTo("high {station: A} firing at 1m");
    assertThat(json.get("findings").get(0).get("code").asText()).isEqualTo("missing-key");
    assertThat(json.get("findings").get(1).get("code").asText()).isEqualTo("no-such-file");
  }

  @Test
  void junit_isASuiteAFile_withFailuresAndErrors() throws Exception {
    String file = write("a_test.yaml", FAILING.replace("clean air", "<clean> \\x01 & air"));
    String wrong = write("b_test.yaml", "rules: [c.yaml]\n");
    Path report = folder.resolve("reports/rules.xml");
    assertThat(test("--junit", report.toString(), file, wrong)).isEqualTo(1);
    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    List<Element> suites = elements(xml, "testsuite");
    assertThat(suites).extracting(suite -> suite.getAttribute("name")).containsExactly(file, wrong);
    assertThat(suites).extracting(suite -> suite.getAttribute("tests")).containsExactly("2", "1");
    assertThat(suites)
        .extracting(suite -> suite.getAttribute("failures"))
        .containsExactly("1", "0");
    assertThat(suites).extracting(suite -> suite.getAttribute("errors")).containsExactly("0", "1");
    assertThat(elements(xml, "testcase").get(0).getAttribute("classname"))
        .isEqualTo(file.substring(1).replace('/', '.').replace(".yaml", ""));
    assertThat(elements(xml, "testcase"))
        .extracting(each -> each.getAttribute("name"))
        .containsExactly("high air", "<clean> \\x01 & air", "the file is good");
    assertThat(elements(xml, "failure"))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.getAttribute("message"))
                  .isEqualTo("0 expected and did not come, 1 came and was not expected");
              assertThat(failure.getTextContent()).isEqualTo("+ high {station: A} firing at 1m");
            });
    assertThat(elements(xml, "error"))
        .singleElement()
        .satisfies(
            error -> assertThat(error.getTextContent()).contains(wrong + ":1:9: error: there is"));
  }

  private static List<Element> elements(Document xml, String name) {
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < xml.getElementsByTagName(name).getLength(); i++) {
      found.add((Element) xml.getElementsByTagName(name).item(i));
    }
    return found;
  }

  @Test
  void watch_testsAgainWhenAFileChanges() throws Exception {
    write("a.yaml", "rule: high\nwhen: pm25 > 75\n");
    write("a_test.yaml", HOLDING.replaceFirst("\\[.*]", "[a.yaml]"));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Callable<Integer> watching = () -> test("--watch", folder.toString());
      Future<Integer> exit = thread.submit(watching);
      awaitOutput("2 ok, 0 failed", exit);
      assertThat(err.toString()).doesNotContain("no such file");
      write("a.yaml", "rule: high\nwhen: pm25 > 85\n");
      awaitOutput("- high {station: A} firing at 1m", exit);
      awaitOutput("1 ok, 1 failed", exit);
      write("a.yaml", "rule: high\nwhen: pm52 > 85\n");
      awaitOutput("0 tests in 1 file: 0 ok, 0 failed, 1 error", exit);
      Files.delete(folder.resolve("a_test.yaml"));
      write("new_test.yaml", FAILING);
      awaitOutput("FAILED  " + folder.resolve("new_test.yaml"), exit);
    } finally {
      thread.shutdownNow();
      assertThat(thread.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void awaitOutput(String text, Future<Integer> running) throws Exception {
    long start = System.nanoTime();
    while (!out.toString().contains(text)) {
      assertThat(running.isDone()).as("ended, having said %s%s", out, err).isFalse();
      assertThat(System.nanoTime() - start).as("%s in vain in %s", text, out).isLessThan(PATIENCE);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void confThatIsWrongOrMissing_isSaid_whereItIsNeeded() throws IOException {
    String file = write("a_test.yaml", HOLDING);
    String conf = write("conf.yaml", "streams: {air: {fields: 3}}\n");
    assertThat(test("--conf", conf, file)).isEqualTo(1);
    assertThat(out.toString())
        .contains(conf + ":1:")
        .contains("0 tests in 1 file: 0 ok, 0 failed, ");
    assertThat(test("--conf", folder.resolve("none.yaml").toString(), file)).isEqualTo(1);
    assertThat(err.toString()).contains("no such file: ").contains("none.yaml");
    String own =
        "streams: {air: {key: [station], fields: {station: string, pm25: double}}}\n" + HOLDING;
    assertThat(test("--conf", conf, write("b_test.yaml", own))).isZero();
  }

  @Test
  void fileThatIsNoText_isSaid_andTheOthersAreRun() throws IOException {
    write("a_test.yaml", HOLDING);
    Files.write(folder.resolve("b_test.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
    write("c_test.yaml", "#".repeat(2 << 20));
    assertThat(test(folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("b_test.yaml:1:1: error: not UTF-8 [encoding]")
        .contains("c_test.yaml:1:1: error: a file of more than 1048576 bytes [file-size]")
        .endsWith("2 tests in 3 files: 2 ok, 0 failed, 2 errors, 0 warnings" + END);
  }

  @Test
  void nothingToTest_isSaid() throws IOException {
    write("a.yaml", "rule: high\nwhen: pm25 > 75\n");
    assertThat(test(folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no *_test.yaml in");
    assertThat(test(folder.resolve("nowhere").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no such file: ").contains("nowhere");
    assertThat(test()).isEqualTo(2);
  }
}
