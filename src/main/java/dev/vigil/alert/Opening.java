package dev.vigil.alert;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The match that an alert tells of: what stays as it was, whatever happens to the alert.
 *
 * @param id name-based UUID of the rule, the key and the readings of the match
 * @param rule the rule that matched
 * @param key the key's fields and their values, in order
 * @param annotations the rule's annotations, expanded
 * @param message the summary annotation, or a plain sentence where there is none
 * @param start first reading of the match, event time, epoch milliseconds
 * @param value value of the rule's first field at the reading that fired it; null if unknown
 * @param matched what each stage took
 * @param latitude of the reading that fired it, or null
 * @param longitude of the reading that fired it, or null
 */
public record Opening(
    String id,
    AlertRule rule,
    Map<String, String> key,
    Map<String, String> annotations,
    String message,
    long start,
    @Nullable Double value,
    List<MatchedStage> matched,
    @Nullable Double latitude,
    @Nullable Double longitude) {}
