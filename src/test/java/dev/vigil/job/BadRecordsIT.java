package dev.vigil.job;

import static dev.vigil.job.WiredJob.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever is put on the control topic: the job says what is wrong with it, and runs on. */
final class BadRecordsIT {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(WiredJob.SUBTASKS)
              .build());

  private static final String GOOD =
      """
      rule: hit
      sequence:
        - begin: hit
          where: pm25 > 50
      """;

  private record Bad(String key, String value, Charset charset, String at) {
    static Bad text(String key, String text, String at) {
      return new Bad(key, text, StandardCharsets.UTF_8, at);
    }

    byte[] bytes() {
      return value == null ? null : value.getBytes(charset);
    }
  }

  private static final String BOMB =
      """
      a: &a [x, x]
      b: &b [*a, *a, *a, *a, *a]
      c: &c [*b, *b, *b, *b, *b]
      d: [*c, *c, *c, *c, *c, *c, *c, *c]
      """;

  private static final Bad[] RECORDS = {
    Bad.text("hit", "", "1:1 empty-record"),
    Bad.text("hit", "rule: [\n", ""),
    Bad.text("hit", "just words\n", ""),
    Bad.text("hit", "- a\n- list\n", ""),
    Bad.text("hit", "\0\1\2", ""),
    Bad.text("hit", "rule: hit\nrule: hit\nwhen: pm25 > 1\n", "2:1"),
    Bad.text("hit", "rule: hit\nwhenn: pm25 > 1\n", "2:1"),
    Bad.text("hit", "rule: hit\nwhen: pm25 > 'x'\n", "2:"),
    Bad.text("hit", "rule: hit\nwhen: pm52 > 1\n", "2:7"),
    Bad.text("hit", "rule: hit\nwhen: pm25 >\n", "2:"),
    Bad.text("hit", "rule: hit\nfrom: water\nwhen: pm25 > 1\n", "2:7"),
    Bad.text("hit", "rule: hit\nwhen: pm25 > 1\nfor: soon\n", "3:6"),
    Bad.text("hit", GOOD + "---\n" + GOOD.replace("rule: hit", "rule: two"), "6:1 one-rule"),
    Bad.text("hit", "---\n# nothing\n", "1:1 one-rule"),
    Bad.text("hit", GOOD.replace("rule: hit", "rule: other"), "1:7 key-mismatch"),
    Bad.text("hit", "# " + "x".repeat(70_000) + "\n" + GOOD, "1:1 too-large"),
    Bad.text("Hit Me", GOOD, "1:1 bad-key"),
    Bad.text("Hit Me", null, "1:1 bad-key"),
    new Bad("hit", "ru\u00ffe", StandardCharsets.ISO_8859_1, "1:3 not-utf8"),
    Bad.text(null, GOOD, "1:1 missing-key"),
    Bad.text(null, null, "1:1 missing-key"),
    Bad.text("hit", BOMB, ""),
  };

  @Test
  void eachBadRecord_isRefusedWithItsPlace_andTheLastGoodRuleGoesOn() throws Exception {
    try (WiredJob job = new WiredJob()) {
      long good = job.change(GOOD, RuleState.ACTIVE);
      for (int i = 0; i < RECORDS.length; i++) {
        Bad bad = RECORDS[i];
        long revision = job.publish(bad.key, bad.bytes());
        RuleStatus said = job.awaitStatus(bad.key == null ? "" : bad.key, revision);
        assertThat(said.state()).as(said.toString()).isEqualTo(RuleState.REJECTED);
        assertThat(said.errors())
            .extracting(error -> error.line() + ":" + error.column() + " " + error.code())
            .as(said.toString())
            .anyMatch(error -> error.startsWith(bad.at));
        assertThat(said.activeRevision()).isEqualTo("hit".equals(bad.key) ? good : null);

        long time = (i + 1) * 10_000L;
        job.send(0, reading("A", time, 60, i));
        job.watermark(time);
        job.awaitAlerts("hit", i + 1);
      }
      assertThat(job.alerts("hit"))
          .hasSize(RECORDS.length)
          .allMatch(alert -> alert.revision() == good);
    }
  }
}
