package dev.vigil.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A flink-cep case in the rule language. Every construct is translated alike in all cases. */
final class CaseRule {
  /**
   * The language wants a bound on every loop. Where the case has none it gets this one: all cases
   * span less than a second, so no partial match of theirs ever grows as old, and a window that
   * never ends anything changes no match.
   */
  private static final String UNBOUNDED = "1h";

  private static final Map<String, String> CONTIGUITY =
      Map.of(
          "begin", "begin",
          "strict", "next",
          "relaxed", "followed_by",
          "relaxed_any", "followed_by_any",
          "not_next", "not_next",
          "not_followed_by", "not_followed_by");

  private final StringBuilder yaml = new StringBuilder();

  private CaseRule() {}

  static String yaml(PeerCase peer) {
    CaseRule rule = new CaseRule();
    rule.line("rule: case-" + peer.id());
    rule.line("by: [key]");
    rule.line("sequence:");
    peer.pattern().forEach(rule::stage);
    JsonNode within = peer.json().get("within");
    rule.window(within);
    String[] skip = peer.json().get("skip").asText().split(":", 2);
    rule.line(
        "after_match: " + (skip.length == 1 ? skip[0] : "{" + skip[0] + ": " + skip[1] + "}"));
    if (peer.expectsTimeouts()) {
      rule.line("on_timeout: alert");
    }
    return rule.yaml.toString();
  }

  private void window(JsonNode within) {
    if (within.isNull()) {
      line("within: " + UNBOUNDED);
      return;
    }
    String key =
        switch (within.get("type").asText()) {
          case "first_and_last" -> "within";
          case "previous_and_current" -> "max_gap";
          default -> throw new IllegalArgumentException("window " + within);
        };
    line(key + ": " + within.get("ms").asLong() + "ms");
  }

  private void stage(JsonNode stage) {
    line("  - " + contiguity(stage) + ": " + stage.get("step").asText());
    stage
        .fieldNames()
        .forEachRemaining(
            key -> {
              JsonNode value = stage.get(key);
              switch (key) {
                case "step", "contiguity" -> {}
                case "where", "until" -> {
                  if (!value.isNull()) {
                    line("    " + key + ": \"" + condition(value) + "\"");
                  }
                }
                case "times" -> line("    times: " + times(value));
                case "inner" -> line("    " + value.asText() + ": true");
                case "optional", "greedy" -> line("    " + key + ": " + value.asBoolean());
                default -> throw new IllegalArgumentException("stage key " + key);
              }
            });
  }

  private static String contiguity(JsonNode stage) {
    String word = CONTIGUITY.get(stage.get("contiguity").asText());
    if (word == null) {
      throw new IllegalArgumentException("contiguity of " + stage);
    }
    return word;
  }

  private static String times(JsonNode times) {
    int min = times.get("min").asInt();
    if (times.get("max").isNull()) {
      return min + "+";
    }
    int max = times.get("max").asInt();
    return min == max ? String.valueOf(min) : min + ".." + max;
  }

  private static String condition(JsonNode where) {
    if (where.has("any")) {
      return joined(where.get("any"), " || ");
    }
    if (where.has("all")) {
      return joined(where.get("all"), " && ");
    }
    String left = where.has("sum_of") ? sum(where.get("sum_of")) : where.get("field").asText();
    String value =
        where.get("value").isTextual()
            ? "'" + where.get("value").asText() + "'"
            : where.get("value").asText();
    return switch (where.get("op").asText()) {
      case "contains" -> left + ".contains(" + value + ")";
      case "starts_with" -> left + ".startsWith(" + value + ")";
      default -> left + " " + where.get("op").asText() + " " + value;
    };
  }

  private static String joined(JsonNode conditions, String operator) {
    List<String> parts = new ArrayList<>();
    conditions.forEach(part -> parts.add("(" + condition(part) + ")"));
    return String.join(operator, parts);
  }

  /** A sum over what a stage has taken; nothing taken sums to 0, in the case's own arithmetic. */
  private static String sum(JsonNode of) {
    String stage = of.get("step").asText();
    String field = of.get("field").asText();
    String taken = "(count(" + stage + ") == 0 ? 0.0 : sum(" + stage + "." + field + "))";
    return of.get("include_current").asBoolean() ? "(" + taken + " + " + field + ")" : taken;
  }

  private void line(String text) {
    yaml.append(text).append('\n');
  }
}
