package dev.vigil.alert;

import dev.vigil.rule.AlertSeverity;
import dev.vigil.serial.VersionedType;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * One state of an alert: what its document says after an action. All times are event time, epoch
 * milliseconds.
 *
 * @param id name-based UUID of the rule, the key and the readings that opened it
 * @param action what just happened
 * @param sequence 1 when it opens or matches, 2 when it resolves; 0 while it is not to be told yet
 * @param rule the rule's id
 * @param revision the rule's revision
 * @param description the rule's description
 * @param severity the rule's severity
 * @param shadow whether the rule is in shadow mode
 * @param key the key's fields and their values, in order
 * @param labels the rule's labels
 * @param annotations the rule's annotations, expanded
 * @param message the summary annotation, or a plain sentence where there is none
 * @param timestamp when it fired or matched
 * @param start first reading of the match
 * @param end last reading of a match, or when it resolved; null while it is open
 * @param closeReason why it closed; null while it is open and for matches
 * @param value value of the rule's first field at the reading that fired it; null if unknown
 * @param matched what each stage took
 * @param latitude of the reading that fired it, or null
 * @param longitude of the reading that fired it, or null
 * @param arrival wall-clock time at which the last of its readings was read; 0 if unknown
 */
public record Alert(
    String id,
    Action action,
    int sequence,
    String rule,
    long revision,
    String description,
    AlertSeverity severity,
    boolean shadow,
    Map<String, String> key,
    Map<String, String> labels,
    Map<String, String> annotations,
    String message,
    long timestamp,
    long start,
    @Nullable Long end,
    @Nullable CloseReason closeReason,
    @Nullable Double value,
    List<MatchedStage> matched,
    @Nullable Double latitude,
    @Nullable Double longitude,
    long arrival) {
  /** How Flink is told of alerts. */
  public static final TypeInformation<Alert> TYPE =
      new VersionedType<>(Alert.class, new AlertSerializer());

  /** What happened to an alert. */
  public enum Action {
    OPEN,
    RESOLVE,
    MATCH
  }

  /** Why an alert closed. */
  public enum CloseReason {
    CONDITION,
    NO_DATA,
    RULE_UPDATED,
    RULE_DELETED
  }

  /** The same, opened and not told. */
  public Alert untold() {
    return opened(0, timestamp);
  }

  /** The same, told at a time. */
  public Alert told(long time) {
    return opened(1, time);
  }

  public boolean isTold() {
    return sequence > 0;
  }

  private Alert opened(int number, long time) {
    return new Alert(
        id,
        action,
        number,
        rule,
        revision,
        description,
        severity,
        shadow,
        key,
        labels,
        annotations,
        message,
        time,
        start,
        end,
        closeReason,
        value,
        matched,
        latitude,
        longitude,
        arrival);
  }

  /** {@code firing}, {@code resolved} or {@code matched}. */
  public String status() {
    return switch (action) {
      case OPEN -> "firing";
      case RESOLVE -> "resolved";
      case MATCH -> "matched";
    };
  }
}
