package dev.vigil.rule;

import dev.vigil.plan.Plan;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule that has passed the checker.
 *
 * @param id unique name, {@code [a-z0-9][a-z0-9-]{0,62}}
 * @param description what it is for, in words; empty where it has none
 * @param severity of its alerts
 * @param mode live, shadow or off
 * @param labels flat map, in the order written
 * @param annotations templates, in the order written; {@code summary} is the alert's message
 * @param plan what it matches
 * @param valueField the field whose value an alert shows: the first numeric field of the condition
 *     that closes a match, or null
 * @param text the document, byte for byte
 */
public record Rule(
    String id,
    String description,
    AlertSeverity severity,
    Mode mode,
    Map<String, String> labels,
    Map<String, Template> annotations,
    Plan plan,
    @Nullable String valueField,
    String text) {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** Whether a text can be a rule's id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The same under another name; its text still has its own. */
  public Rule named(String other) {
    return new Rule(
        other, description, severity, mode, labels, annotations, plan, valueField, text);
  }

  /** The same with a copy of its plan. */
  public Rule with(Plan copy) {
    return new Rule(id, description, severity, mode, labels, annotations, copy, valueField, text);
  }
}
