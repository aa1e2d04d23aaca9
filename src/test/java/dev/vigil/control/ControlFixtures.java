package dev.vigil.control;

import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Control records of rules about a stream of air quality. */
public final class ControlFixtures {
  public static final RuleReader READER = RuleReader.of(Catalog.of(air()));

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

  /** A good rule. */
  public static String rule(String id) {
    return "rule: " + id + "\nwhen: pm25 > 75\n";
  }

  /** A rule that asks for a field that no stream has, at line 2, column 7. */
  public static String badRule(String id) {
    return "rule: " + id + "\nwhen: pm52 > 75\n";
  }

  public static RuleSeed seed(RuleUpdate... directory) {
    return new RuleSeed(READER, List.of(directory), RuleSeed.LIMIT);
  }

  private static Schema air() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    return Schema.of("air", fields, List.of("station"));
  }
}
