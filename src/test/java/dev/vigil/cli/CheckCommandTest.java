package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
  private static final String GOOD = "rule: a\nwhen: pm25 > 75\n";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(String... arguments) {
    CommandLine line = Vigil.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new java.util.ArrayList<>(List.of("check"));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  @Test
  void shippedRules_againstTheShippedConf_areGood() throws IOException {
    int files = dev.vigil.rule.RuleFiles.list(List.of(Path.of("rules"))).size();
    assertThat(check("rules")).isZero();
    assertThat(out)
        .hasToString(
            files + " rules in " + files + " files: 0 errors, 0 warnings" + System.lineSeparator());
  }

  @Test
  void wrongRule_isShownWithItsPlace_andExitsWithOne() throws IOException {
    String file = write("wrong.yaml", "rule: a\nwhen: pm2 > 75\n---\n" + GOOD);
    assertThat(check(file)).isEqualTo(1);
    assertThat(out.toString())
        .startsWith(file + ":2:7: error: ")
        .contains("   2 | when: pm2 > 75\n     |       ^^^\n     = did you mean pm25?\n")
        .endsWith("1 rule in 1 file: 1 error, 0 warnings" + System.lineSeparator());
  }

  @Test
  void warnings_matterOnlyUnderStrict() throws IOException {
    String file = write("empty.yaml", "# nothing\n");
    assertThat(check(file)).isZero();
    assertThat(check("--strict", file)).isEqualTo(3);
    assertThat(out.toString()).contains("warning: a file without a rule [no-rules]");
    String wrong = write("wrong.yaml", "rule: a\n");
    assertThat(check("--strict", file, wrong)).isEqualTo(1);
  }

  @Test
  void pathsWithoutARuleFile_areWarnedOf() throws IOException {
    assertThat(check("--strict", folder.toString())).isEqualTo(3);
    assertThat(out.toString())
        .startsWith(folder + ":1:1: warning: a folder without a rule file [no-rules]\n")
        .endsWith("0 rules in 0 files: 0 errors, 1 warning" + System.lineSeparator());
    String test = write("a_test.yaml", "tests: []\n");
    assertThat(check("--strict", test)).isEqualTo(3);
    assertThat(out.toString()).contains(test + ":1:1: warning: tests, and no rule [no-rules]\n");
    String rule = write("a.yaml", GOOD);
    assertThat(check("--strict", test, rule)).as("as a shell's *.yaml has them").isZero();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(check("--strict", rule, empty.toString())).isEqualTo(3);
  }

  @Test
  void json_hasEveryFindingWithItsPlace() throws IOException {
    String file = write("wrong.yaml", "rule: a\nwhen: pm2 > 75\nfoo: 1\n");
    assertThat(check("--json", file)).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("rules").asInt()).isZero();
    assertThat(json.get("files").asInt()).isEqualTo(1);
    assertThat(json.get("errors").asInt()).isEqualTo(2);
    JsonNode first = json.get("findings").get(0);
    assertThat(first.get("file").asText()).isEqualTo(file);
    assertThat(first.get("line").asInt()).isEqualTo(2);
    assertThat(first.get("column").asInt()).isEqualTo(7);
    assertThat(first.get("end_line").asInt()).isEqualTo(2);
    assertThat(first.get("end_column").asInt()).isEqualTo(10);
    assertThat(first.get("code").asText()).isEqualTo("unknown-field");
    assertThat(first.get("severity").asText()).isEqualTo("error");
    assertThat(first.get("hint").asText()).isEqualTo("did you mean pm25?");
    assertThat(json.get("findings")).hasSize(2);
  }

  @Test
  void lints_areWarningsWithTheirPlace_andTheRuleIsStillGood() throws IOException {
    String file =
        write(
            "other.yaml",
            "rule: a\nlet: {b: \"avg(pm25, '30d')\"}\nwhen: pm25 > 75 && pm25 < 50\n");
    assertThat(check(file)).isZero();
    assertThat(out.toString())
        .contains(
            file + ":1:7: warning: the rule 'a' is in a file called other.yaml [id-unlike-file]",
            file + ":2:7: warning: nothing uses the let 'b' [unused-let]",
            file + ":2:21: warning: a window longer than the 1w of silence",
            file + ":3:7: warning: this condition is never true: pm25 > 75, and pm25 < 50")
        .endsWith("1 rule in 1 file: 0 errors, 4 warnings" + System.lineSeparator());
    assertThat(check("--strict", file)).isEqualTo(3);
  }

  @Test
  void stateOfEachRule_isReckoned() throws IOException {
    String file = write("a.yaml", "rule: a\nwhen: pm25 > median(pm25, '1h')\n");
    assertThat(check("-v", "--every", "10s", file)).isZero();
    // 361 readings of 24 bytes (time, value, place in their order), the state of the run and an
    // alert.
    long bytes = 361 * 24 + 64 + 1024;
    assertThat(out.toString())
        .startsWith("a: about " + bytes + " bytes a key, at a reading every 10s");
    out.getBuffer().setLength(0);
    assertThat(check("--json", "--every", "10s", file)).isZero();
    JsonNode cost = new ObjectMapper().readTree(out.toString()).get("costs").get(0);
    assertThat(cost.get("rule").asText()).isEqualTo("a");
    assertThat(cost.get("bytes_per_key").asLong()).isEqualTo(bytes);
    assertThat(cost.get("parts")).hasSize(3);
  }

  @Test
  void confThatIsWrong_isShown_andNothingChecked() throws IOException {
    String conf = write("conf.yaml", "streams: {air: {fields: 3}}\n");
    assertThat(check("--conf", conf, write("a.yaml", GOOD))).isEqualTo(1);
    assertThat(err.toString()).contains(conf + ":1:");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void pathThatIsNotThere_isSaid() {
    assertThat(check(folder.resolve("nowhere").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no such file: ").contains("nowhere");
  }

  @Test
  void noPath_isWrongUsage() {
    assertThat(check()).isEqualTo(2);
  }
}
