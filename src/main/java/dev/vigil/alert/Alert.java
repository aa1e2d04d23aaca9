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
 * @param opening the match it tells of, which all its states share
 * @param action what just happened
 * @param sequence 1 when it opens or matches, 2 when it resolves; 0 while it is not to be told yet
 * @param timestamp when it fired or matched
 * @param end last reading of a match, or when it resolved; null while it is open
 * @param closeReason why it closed; null while it is open and for matches
 * @param arrival wall-clock time at which the last reading that it waited for was read; 0 if it
 *     waited for none, or that is unknown
 */
public record Alert(
    Opening opening,
    Action action,
    int sequence,
    long timestamp,
    @Nullable Long end,
    @Nullable CloseReason closeReason,
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
    return new Alert(opening, action, 0, timestamp, end, closeReason, arrival);
  }

  /**
   * The same, told at a time.
   *
   * @param readAt wall-clock time at which the reading of that time was read; 0 if there was none
   */
  public Alert told(long time, long readAt) {
    return new Alert(opening, action, 1, time, end, closeReason, readAt);
  }

  /** The same of a match that no reading completed, but the time that passed. */
  public Alert byTime() {
    return new Alert(opening, action, sequence, timestamp, end, closeReason, 0);
  }

  public boolean isTold() {
    return sequence > 0;
  }

  /**
   * The same once it has closed.
   *
   * @param time when it closed
   * @param readAt wall-clock time at which the reading that closed it was read; 0 if none did
   */
  public Alert closed(long time, CloseReason reason, long readAt) {
    return new Alert(opening, Action.RESOLVE, sequence + 1, timestamp, time, reason, readAt);
  }

  /** {@code firing}, {@code resolved} or {@code matched}. */
  public String status() {
    return switch (action) {
      case OPEN -> "firing";
      case RESOLVE -> "resolved";
      case MATCH -> "matched";
    };
  }

  public String id() {
    return opening.id();
  }

  public String rule() {
    return opening.rule().id();
  }

  public long revision() {
    return opening.rule().revision();
  }

  public String description() {
    return opening.rule().description();
  }

  public AlertSeverity severity() {
    return opening.rule().severity();
  }

  public boolean shadow() {
    return opening.rule().shadow();
  }

  public Map<String, String> labels() {
    return opening.rule().labels();
  }

  public Map<String, String> key() {
    return opening.key();
  }

  public Map<String, String> annotations() {
    return opening.annotations();
  }

  public String message() {
    return opening.message();
  }

  public long start() {
    return opening.start();
  }

  public @Nullable Double value() {
    return opening.value();
  }

  public List<MatchedStage> matched() {
    return opening.matched();
  }

  public @Nullable Double latitude() {
    return opening.latitude();
  }

  public @Nullable Double longitude() {
    return opening.longitude();
  }
}
