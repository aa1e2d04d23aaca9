package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Stages;
import dev.vigil.condition.Truth;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.Event;
import dev.vigil.plan.Run;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules made to exhaust whoever reads them: each is refused, or taken, at a bounded cost. */
class HostileRulesTest {
  private static final long WEEK = 7 * 86_400_000L;

  /** What one text may make the parser allocate; most of these take less than 1 MiB. */
  private static final long MOST_BYTES = 256L << 20;

  static Stream<Arguments> rules() {
    String when = "rule: a\nfrom: air\nwhen: ";
    String bomb = "rule: a\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    StringBuilder anchors = new StringBuilder(bomb);
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1) + ", ";
      anchors.append("a%d: &a%d [%s%s]\n".formatted(i, i, alias.repeat(9), "*a" + (i - 1)));
    }
    StringBuilder lets = new StringBuilder("rule: a\nfrom: air\nlet:\n  l0: pm25 + 1\n");
    for (int i = 1; i < 64; i++) {
      lets.append("  l%d: l%d + l%d\n".formatted(i, i - 1, i - 1));
    }
    return Stream.of(
        rule("billion laughs", anchors + "when: pm25 > 75\n", true),
        rule("an anchor in itself", "rule: a\nlabels: &l {x: *l}\nwhen: pm25 > 75\n", true),
        rule("lists in lists", "rule: " + "[".repeat(30_000), true),
        rule("mappings in mappings", "{a: ".repeat(30_000), true),
        rule("blocks in blocks", blocks(2_000), true),
        rule("a million keys", "k: 1\n".repeat(200_000), true),
        rule("parentheses", when + "(".repeat(3_000) + "true" + ")".repeat(3_000), true),
        rule("negations", when + "'" + "!".repeat(3_000) + "online'", false),
        rule("minus signs", when + "pm25 > " + "-".repeat(3_000) + "1", false),
        rule("conjunctions", when + "online" + " && online".repeat(350), false),
        rule("disjunctions", when + "online" + " || pm25 > 1".repeat(300), false),
        rule("choices", when + "online ? true : ".repeat(240) + "true", true),
        rule("lists in CEL", when + "pm25 in " + "[".repeat(200) + "]".repeat(200), true),
        rule("loops in loops", when + "[1].all(a, ".repeat(60) + "true" + ")".repeat(60), true),
        rule("lets that double", lets + "when: l63 > 1\n", true),
        rule("a huge whole number", when + "pm25 > 1" + "0".repeat(3_000), true),
        rule("a huge power", when + "pm25 > 1e999999999", false),
        rule("a huge duration", when + "pm25 > 1\nfor: 99999999999999999999w", true),
        rule("a huge number of times", sequence("times: 999999999999999999+"), true),
        rule(
            "loops of loops",
            sequence("times: 1000\n    sequence: [{begin: b, times: 1000}]"),
            true),
        rule(
            "a huge count",
            "rule: a\ncount: {where: pm25 > 1, at_least: 1, of: 1" + "0".repeat(400) + "}",
            true),
        rule(
            "a huge hexadecimal",
            "rule: a\ncount: {where: pm25 > 1, at_least: 0x" + "f".repeat(9_000) + ", of: 2}",
            true),
        rule("a regex that backtracks", when + "station.matches('(a+)+$')", false),
        rule(
            "a regex that repeats",
            when + "station.matches('((((a{1,99}){1,99}){1,99}){1,99})')",
            true),
        rule(
            "a long description",
            "rule: a\nwhen: pm25 > 1\ndescription: " + "x".repeat(500_000),
            true),
        rule("a long key", "rule: a\nwhen: pm25 > 1\n? " + "x".repeat(500_000) + "\n: 1", true),
        rule(
            "templates",
            "rule: a\nwhen: pm25 > 1\nannotations: {s: \"" + "{{".repeat(4_000) + "\"}",
            true),
        rule("documents", "---\nrule: a\n".repeat(5_000), true),
        rule("a line of carriage returns", "rule: a\r\r\r\rwhen: pm25 > 1\r".repeat(5_000), true),
        rule("half of a pair", "rule: a\nwhen: station == \"\ud83d\"\n", true),
        rule("NUL", "rule: a\u0000\nwhen: pm25 > 1\n", true));
  }

  private static Arguments rule(String name, String text, boolean refused) {
    return Arguments.of(name, text, refused);
  }

  private static String sequence(String quantifier) {
    return "rule: a\nfrom: air\nsequence:\n  - begin: g\n    " + quantifier + "\nwithin: 1h\n";
  }

  private static String blocks(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    return text.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void hostileRule_costsLittle(String name, String text, boolean refused) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Parsed parsed = RuleParser.parse(new Source("r.yaml", text), Streams.ONE.withLints(WEEK));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as(name).isLessThan(MOST_BYTES);
    assertThat(parsed.hasErrors()).as(name).isEqualTo(refused);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void expressionThatBacktracksElsewhere_isMatchedInOnePass() {
    String rule = "rule: a\nwhen: station.matches('^(a+)+$')\n";
    Parsed parsed = RuleParser.parse(new Source("r.yaml", rule), Streams.ONE);
    Event event = new Event(Streams.AIR, 1, "t", 1);
    event.setText(Streams.AIR.field("station").slot(), "a".repeat(50_000) + "!");
    Run run = parsed.rules().get(0).plan().run();
    assertThat(run.when().condition().test(Reading.of(event), Stages.NONE)).isEqualTo(Truth.FALSE);
  }
}
