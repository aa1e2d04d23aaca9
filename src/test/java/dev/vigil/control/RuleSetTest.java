package dev.vigil.control;

import static dev.vigil.control.ControlFixtures.badRule;
import static dev.vigil.control.ControlFixtures.record;
import static dev.vigil.control.ControlFixtures.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleSetTest {
  private final RuleSet rules = ControlFixtures.seed().open();

  @Test
  void accepts_aGoodRule() {
    Verdict verdict = rules.judge(record("hot", rule("hot"), 42));

    RuleUpdate update = new RuleUpdate("hot", 42, rule("hot"));
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Accepted(
                update,
                RuleStatus.verdict(
                    "hot",
                    42,
                    42L,
                    // printf 'rule: hot\nwhen: pm25 > 75\n' | sha256sum
                    "sha256:f32d98d12395835385eda9f04d6d5dbe29ee47cfc7f97216cd8a4d75b6c1a3ce",
                    RuleState.ACTIVE,
                    List.of())));
    assertThat(rules.live()).containsExactly(update);
  }

  @Test
  void saysTheMode_ofAGoodRule() {
    assertThat(rules.judge(record("a", rule("a") + "mode: shadow\n", 0)).status().state())
        .isEqualTo(RuleState.SHADOW);
    assertThat(rules.judge(record("b", rule("b") + "mode: off\n", 1)).status().state())
        .isEqualTo(RuleState.OFF);
    assertThat(rules.live()).hasSize(2);
  }

  @Test
  void keepsTheLastGoodRevision_whenTheNextIsRefused() {
    rules.judge(record("hot", rule("hot"), 41));

    RuleStatus said = refused(record("hot", badRule("hot"), 42));

    assertThat(said.revision()).isEqualTo(42);
    assertThat(said.activeRevision()).isEqualTo(41);
    assertThat(said.errors())
        .containsExactly(
            new StatusError(
                2, 7, "unknown-field", "no field or let is named pm52", "did you mean pm25?"));
    assertThat(rules.live()).containsExactly(new RuleUpdate("hot", 41, rule("hot")));
  }

  @Test
  void replacesARule_byALaterRevision() {
    rules.judge(record("hot", rule("hot"), 1));
    rules.judge(record("hot", rule("hot") + "for: 1m\n", 2));

    assertThat(rules.live()).containsExactly(new RuleUpdate("hot", 2, rule("hot") + "for: 1m\n"));
  }

  @Test
  void deletesARule_whoseValueIsNull() {
    rules.judge(record("hot", rule("hot"), 1));

    Verdict verdict = rules.judge(record("hot", null, 2));

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Accepted(
                new RuleUpdate("hot", 2, null),
                RuleStatus.verdict("hot", 2, null, null, RuleState.DELETED, List.of())));
    assertThat(rules.live()).isEmpty();
  }

  @Test
  void refuses_aRecordWithoutKey() {
    assertError(refused(record(null, rule("hot"), 7)), 1, 1, "missing-key");
    assertError(refused(record("", rule("hot"), 8)), 1, 1, "missing-key");
    assertError(refused(record(null, null, 9)), 1, 1, "missing-key");
  }

  @Test
  void refuses_aKeyThatIsNoId() {
    assertError(refused(record("Hot!", rule("Hot!"), 7)), 1, 1, "bad-key");
    RuleStatus said = refused(record("x".repeat(5_000), rule("x"), 8));
    assertError(said, 1, 1, "bad-key");
    assertThat(said.rule()).hasSize(200);
  }

  @Test
  void refuses_aDeletionWhoseKeyIsNoId_andCutsItsName() {
    rules.judge(record("hot", rule("hot"), 1));

    assertError(refused(record("Hot!", null, 7)), 1, 1, "bad-key");
    RuleStatus said = refused(record("x".repeat(600_000), null, 8));

    assertError(said, 1, 1, "bad-key");
    assertThat(said.rule()).hasSize(200);
    assertThat(said.hash()).isNull();
    assertThat(rules.live()).extracting(RuleUpdate::rule).containsExactly("hot");
    assertThat(rules.highest()).isEqualTo(1);
  }

  @Test
  void refuses_anEmptyValue_whichIsNoDeletion() {
    rules.judge(record("hot", rule("hot"), 1));

    RuleStatus said = refused(record("hot", "", 2));

    assertError(said, 1, 1, "empty-record");
    assertThat(said.activeRevision()).isEqualTo(1);
    assertThat(rules.live()).hasSize(1);
  }

  @Test
  void refuses_bytesThatAreNotUtf8_atThePlace() {
    byte[] value = "rule: hot\n# caf\u00e9 \u00b5".getBytes(StandardCharsets.UTF_8);
    value[value.length - 1] = 'x'; // the second byte of the last character

    RuleStatus said = refused(new ControlRecord("hot", value, "vigil-rules", 0, 3, 0));

    assertError(said, 2, 8, "not-utf8");
  }

  @Test
  void refuses_aValueCutInsideACharacter() {
    byte[] whole = "rule: \u00b5".getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);

    assertError(refused(new ControlRecord("hot", cut, "t", 0, 3, 0)), 1, 7, "not-utf8");
  }

  @Test
  void refuses_aDocumentAbove64KiB_andTakesOneOfThatSize() {
    String head = rule("hot") + "# ";
    String largest = head + "x".repeat(RecordCheck.LARGEST - head.length());

    assertError(refused(record("hot", largest + "x", 1)), 1, 1, "too-large");
    assertThat(rules.judge(record("hot", largest, 2))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void refuses_moreThanOneRule_whereTheSecondStands() {
    RuleStatus said = refused(record("hot", rule("hot") + "---\n" + rule("cold"), 1));

    assertError(said, 4, 1, "one-rule");
  }

  @Test
  void refuses_aDocumentWithoutRule() {
    assertError(refused(record("hot", "# nothing here\n", 1)), 1, 1, "one-rule");
  }

  @Test
  void refuses_anIdUnlikeTheKey_whereTheIdStands() {
    RuleStatus said = refused(record("hot", "# x\n" + rule("cold"), 1));

    assertError(said, 2, 7, "key-mismatch");
    assertThat(said.rule()).isEqualTo("hot");
    assertThat(said.errors().get(0).hint())
        .isEqualTo("publish it under the key cold, or write rule: hot");
  }

  @Test
  void refuses_aNewRuleAboveTheLimit_butStillReplacesAndDeletes() {
    RuleSet two = new RuleSet(ControlFixtures.READER, 2);
    two.judge(record("a", rule("a"), 0));
    two.judge(record("b", rule("b"), 1));

    assertError(two.judge(record("c", rule("c"), 2)).status(), 1, 1, "too-many-rules");
    assertThat(two.judge(record("b", rule("b"), 3))).isInstanceOf(Verdict.Accepted.class);
    two.judge(record("a", null, 4));
    assertThat(two.judge(record("c", rule("c"), 5))).isInstanceOf(Verdict.Accepted.class);
    assertThat(two.live()).extracting(RuleUpdate::rule).containsExactly("b", "c");
  }

  @Test
  void refuses_aRevisionBelowTheLiveOne_andTakesTheSameAgain() {
    Verdict first = rules.judge(record("hot", rule("hot"), 42));

    assertError(refused(record("hot", rule("hot"), 3)), 1, 1, "stale-revision");
    assertThat(rules.judge(record("hot", rule("hot"), 42))).isEqualTo(first);
  }

  /** Matchers take no revision below the last, of whatever rule it was. */
  @Test
  void refuses_aNewRuleOfAControlTopicMadeAnew() {
    rules.judge(record("hot", rule("hot"), 41));
    assertError(refused(record("cold", rule("cold"), 3)), 1, 1, "stale-revision");
    rules.judge(record("hot", null, 42));
    assertError(refused(record("hot", rule("hot"), 41)), 1, 1, "stale-revision");
    assertThat(rules.live()).isEmpty();
    assertThat(rules.judge(record("cold", rule("cold"), 43))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void takesALiveRevisionAgain_whenTheTopicIsReadAgain_butNoOtherTextOfItsOffset() {
    Verdict first = rules.judge(record("hot", rule("hot"), 41));
    rules.judge(record("cold", rule("cold"), 42));
    assertThat(rules.judge(record("hot", rule("hot"), 41))).isEqualTo(first);
    assertError(refused(record("hot", rule("hot") + "for: 1m\n", 41)), 1, 1, "stale-revision");
  }

  @Test
  void refuses_aDocumentOnWhichTheCheckerFails() {
    RuleSet failing =
        new RuleSet(
            source -> {
              throw new IllegalStateException("oh");
            },
            2);

    RuleStatus said = failing.judge(record("hot", rule("hot"), 1)).status();

    assertError(said, 1, 1, "checker-failed");
    assertThat(said.errors().get(0).message()).endsWith("IllegalStateException: oh");
  }

  @Test
  void listsTwentyErrors_andSaysHowManyMoreThereAre() {
    RuleStatus said = refused(record("hot", "rule: hot\nwhen: pm25 > 1\n" + unknownKeys(50), 1));

    assertThat(said.errors()).hasSize(20);
    assertThat(said.errors().get(18).line()).isEqualTo(21);
    assertThat(said.errors().get(19))
        .isEqualTo(new StatusError(22, 1, "more-errors", "31 more errors", null));
  }

  @Test
  void startsFromTheDirectory_overWhichTheTopicWins() {
    RuleSeed seed =
        ControlFixtures.seed(
            new RuleUpdate("hot", RuleUpdate.DIRECTORY, rule("hot")),
            new RuleUpdate("cold", RuleUpdate.DIRECTORY, rule("cold")));
    RuleSet both = seed.open();

    both.judge(record("hot", rule("hot") + "for: 1m\n", 0));
    RuleStatus bad = both.judge(record("cold", badRule("cold"), 1)).status();

    assertThat(bad.activeRevision()).isEqualTo(RuleUpdate.DIRECTORY);
    assertThat(both.live())
        .containsExactly(
            new RuleUpdate("hot", 0, rule("hot") + "for: 1m\n"),
            new RuleUpdate("cold", RuleUpdate.DIRECTORY, rule("cold")));
    assertThat(seed.verdicts())
        .extracting(RuleStatus::rule, RuleStatus::revision, RuleStatus::state)
        .containsExactly(tuple("hot", -1L, RuleState.ACTIVE), tuple("cold", -1L, RuleState.ACTIVE));
  }

  private static String unknownKeys(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("zzz").append(i).append(": 1\n");
    }
    return text.toString();
  }

  private RuleStatus refused(ControlRecord record) {
    Verdict verdict = rules.judge(record);
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return verdict.status();
  }

  private static void assertError(RuleStatus said, int line, int column, String code) {
    assertThat(said.state()).isEqualTo(RuleState.REJECTED);
    assertThat(said.errors()).hasSize(1);
    StatusError error = said.errors().get(0);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.line() + ":" + error.column()).isEqualTo(line + ":" + column);
    assertThat(error.message()).isNotBlank();
  }
}
