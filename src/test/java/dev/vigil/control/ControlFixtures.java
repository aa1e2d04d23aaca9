package dev.vigil.control;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import dev.vigil.rule.AlertSeverity;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Control records and a reader that knows of a rule only its id, its mode and whether it is bad.
 */
public final class ControlFixtures {
  private static final Pattern ID = Pattern.compile("(?m)^rule: (\\S+)$");
  private static final Pattern MODE = Pattern.compile("(?m)^mode: (\\S+)$");

  private ControlFixtures() {}

  public static ControlRecord record(String key, String text, long offset) {
    return new ControlRecord(
        key,
        text == null ? null : text.getBytes(StandardCharsets.UTF_8),
        "vigil-rules",
        0,
        offset,
        1_000 + offset);
  }

  public static String rule(String id) {
    return "rule: " + id + "\nwhen: pm25 > 75\n";
  }

  public static RuleSeed seed(RuleUpdate... directory) {
    return new RuleSeed(ControlFixtures::read, List.of(directory), RuleSeed.LIMIT);
  }

  public static RuleReader.Reading read(Source source) {
    Diagnostics found = new Diagnostics(source);
    for (int at = source.text().indexOf("BAD");
        at >= 0;
        at = source.text().indexOf("BAD", at + 1)) {
      found.error("unknown-field", new Span(at, at + 3), "BAD is no field", "did you mean pm25?");
    }
    Matcher mode = MODE.matcher(source.text());
    Mode read = mode.find() ? Mode.valueOf(mode.group(1).toUpperCase(Locale.ROOT)) : Mode.LIVE;
    List<Rule> rules = new ArrayList<>();
    Matcher id = ID.matcher(source.text());
    while (!found.hasErrors() && id.find()) {
      rules.add(
          new Rule(
              id.group(1), "", AlertSeverity.INFO, read, Map.of(), Map.of(), null, null, "text"));
    }
    return new RuleReader.Reading(rules, found.all());
  }
}
