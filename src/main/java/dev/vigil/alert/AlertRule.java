package dev.vigil.alert;

import dev.vigil.rule.AlertSeverity;
import java.util.Map;

/**
 * What alerts say of their rule; one for all alerts of a revision.
 *
 * @param id the rule's id
 * @param revision the rule's revision
 * @param description what the rule is for, in words
 * @param severity the rule's severity
 * @param shadow whether the rule is in shadow mode
 * @param labels the rule's labels
 */
public record AlertRule(
    String id,
    long revision,
    String description,
    AlertSeverity severity,
    boolean shadow,
    Map<String, String> labels) {}
