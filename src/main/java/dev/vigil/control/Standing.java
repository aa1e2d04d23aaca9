package dev.vigil.control;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one rule: the gate's latest verdict, and which revision each match subtask has
 * in force. Verdicts and acknowledgements may come in any order between them, each kind in its own
 * order for a subtask.
 */
final class Standing {
  private static final int NOTHING_SAID = -1;

  /** Something was said while not all subtasks had what they should have. */
  private static final int INCOMPLETE = 0;

  final String rule;
  private @Nullable RuleStatus verdict;
  // How many subtasks the last status spoke of, all of which had the revision; or one of the above.
  private int said = NOTHING_SAID;
  // By the number of subtasks, since a job may be restored with another number of them while
  // acknowledgements of the old ones are still on their way.
  private final Map<Integer, Map<Integer, Long>> inForce = new TreeMap<>();

  Standing(String rule) {
    this.rule = rule;
  }

  Standing(
      String rule,
      @Nullable RuleStatus verdict,
      int said,
      Map<Integer, Map<Integer, Long>> inForce) {
    this.rule = rule;
    this.verdict = verdict;
    this.said = said;
    this.inForce.putAll(inForce);
  }

  @Nullable RuleStatus verdict() {
    return verdict;
  }

  int said() {
    return said;
  }

  Map<Integer, Map<Integer, Long>> inForce() {
    return inForce;
  }

  /** Takes in a verdict; one that was known changes nothing. */
  void judged(RuleStatus latest) {
    if (!isKnown(latest)) {
      verdict = latest;
      unsaid();
    }
  }

  /**
   * Whether a verdict was taken in before. A gate that is restored says again which revision is in
   * force, but not that one after it was refused.
   */
  private boolean isKnown(RuleStatus again) {
    if (verdict == null || again.equals(verdict)) {
      return verdict != null;
    }
    return verdict.state() == RuleState.REJECTED
        && again.state() != RuleState.REJECTED
        && Long.valueOf(again.revision()).equals(verdict.activeRevision());
  }

  /** Forgets what was said, as where it is said from now on nobody has heard it. */
  void unsaid() {
    said = NOTHING_SAID;
  }

  void acknowledged(Acknowledgement heard) {
    inForce
        .computeIfAbsent(heard.subtasks(), n -> new TreeMap<>())
        .merge(heard.subtask(), heard.revision(), Math::max);
  }

  /**
   * The status of a revision that a subtask had to set aside. It is not in force there until the
   * subtask says so again, as after a restart; and then that is to be said again too.
   */
  RuleStatus failed(Acknowledgement heard, String failure, long now) {
    Map<Integer, Long> revisions = inForce.getOrDefault(heard.subtasks(), Map.of());
    Long before = revisions.get(heard.subtask());
    if (before != null && before <= heard.revision()) {
      revisions.remove(heard.subtask());
    }
    said = Math.min(said, INCOMPLETE);
    return new RuleStatus(
        rule,
        heard.revision(),
        null,
        verdict == null ? null : verdict.hash(),
        RuleState.QUARANTINED,
        List.of(StatusError.failure(failure)),
        0,
        heard.subtasks(),
        now);
  }

  /** The status to say now, if there is one that was not said. */
  Optional<RuleStatus> due(long now) {
    RuleStatus known = verdict;
    if (known == null) {
      return Optional.empty();
    }
    List<Integer> complete =
        inForce.keySet().stream().filter(subtasks -> have(known, subtasks) == subtasks).toList();
    for (int subtasks : complete) {
      if (subtasks != said) {
        said = subtasks;
        inForce.keySet().retainAll(Set.of(subtasks));
        return Optional.of(known.acknowledged(subtasks, subtasks, now));
      }
    }
    if (known.state() != RuleState.REJECTED || said != NOTHING_SAID) {
      return Optional.empty();
    }
    said = INCOMPLETE;
    int subtasks =
        inForce.keySet().stream().max(Comparator.comparingInt(n -> have(known, n))).orElse(0);
    return Optional.of(known.acknowledged(have(known, subtasks), subtasks, now));
  }

  /** Whether all is said of a rule that is no more, or never was. */
  boolean isOver() {
    if (verdict == null || said == NOTHING_SAID) {
      return false;
    }
    return switch (verdict.state()) {
      case DELETED -> said > 0;
      case REJECTED -> verdict.activeRevision() == null && allHaveAnswered();
      default -> false;
    };
  }

  /** Whether no subtask of those that answered to an earlier revision is still to answer. */
  private boolean allHaveAnswered() {
    return inForce.entrySet().stream()
        .allMatch(answers -> answers.getValue().size() == answers.getKey());
  }

  Standing copy() {
    Map<Integer, Map<Integer, Long>> copied = new TreeMap<>();
    inForce.forEach((subtasks, revisions) -> copied.put(subtasks, new TreeMap<>(revisions)));
    return new Standing(rule, verdict, said, copied);
  }

  /** How many of that many subtasks have the revision that the verdict leaves in force. */
  private int have(RuleStatus verdict, int subtasks) {
    Long awaited =
        verdict.state() == RuleState.REJECTED
            ? verdict.activeRevision()
            : Long.valueOf(verdict.revision());
    Map<Integer, Long> revisions = inForce.getOrDefault(subtasks, Map.of());
    return (int) revisions.values().stream().filter(r -> r.equals(awaited)).count();
  }
}
