package dev.vigil.cli;

import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What was published together, and what the job has said of it so far. */
final class Publication {
  private final Map<String, Long> revisions;
  private final Map<String, Outcome> settled = new LinkedHashMap<>();

  /**
   * @param revisions by the rule's id
   */
  Publication(Map<String, Long> revisions) {
    this.revisions = new LinkedHashMap<>(revisions);
  }

  /** What became of one rule. */
  enum Result {
    /** As the status says. */
    DONE,
    /** Refused by the gate, or set aside by a subtask. */
    REJECTED,
    /** Somebody published a later revision before this one was in force everywhere. */
    SUPERSEDED
  }

  /** What became of one rule, and the status that says so. */
  record Outcome(Result result, RuleStatus status) {}

  /** Takes in what the job says of any rule. */
  void hear(RuleStatus status) {
    Long revision = revisions.get(status.rule());
    if (revision == null || settled.containsKey(status.rule())) {
      return;
    }
    result(status, revision)
        .ifPresent(found -> settled.put(status.rule(), new Outcome(found, status)));
  }

  private static Optional<Result> result(RuleStatus status, long revision) {
    boolean refused = status.state() == RuleState.REJECTED;
    if (status.revision() < revision) {
      return Optional.empty();
    }
    if (status.revision() == revision) {
      boolean bad = refused || status.state() == RuleState.QUARANTINED;
      return Optional.of(bad ? Result.REJECTED : Result.DONE);
    }
    if (refused && Objects.equals(status.activeRevision(), revision)) {
      boolean everywhere = status.subtasks() > 0 && status.acknowledged() == status.subtasks();
      return everywhere ? Optional.of(Result.DONE) : Optional.empty();
    }
    return Optional.of(Result.SUPERSEDED);
  }

  boolean isComplete() {
    return settled.size() == revisions.size();
  }

  /** The revisions published, by the rule's id, in the order given. */
  Map<String, Long> revisions() {
    return revisions;
  }

  Optional<Outcome> outcome(String rule) {
    return Optional.ofNullable(settled.get(rule));
  }

  /** The rules of which nothing was said yet. */
  List<String> missing() {
    return revisions.keySet().stream().filter(rule -> !settled.containsKey(rule)).toList();
  }

  boolean anyRejected() {
    return settled.values().stream().anyMatch(one -> one.result() == Result.REJECTED);
  }
}
