package dev.vigil.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the job says of a rule's latest revision.
 *
 * @param rule the rule's id; empty for a record that had no key
 * @param revision the revision spoken of: good, refused or a deletion
 * @param activeRevision the revision in force; null where none is
 * @param hash {@code sha256:} and the hex digest of the revision's document; null for a deletion
 * @param state what became of the revision
 * @param errors why it was refused; empty where it was not
 * @param acknowledged how many match subtasks have said that they have it, or, where it was
 *     refused, the revision in force
 * @param subtasks how many match subtasks there are; 0 where none was heard of
 * @param at when this was said, epoch milliseconds
 */
public record RuleStatus(
    String rule,
    long revision,
    @Nullable Long activeRevision,
    @Nullable String hash,
    RuleState state,
    List<StatusError> errors,
    int acknowledged,
    int subtasks,
    long at) {

  public RuleStatus {
    errors = List.copyOf(errors);
  }

  /** A verdict of the gate: nobody has acknowledged anything yet. */
  static RuleStatus verdict(
      String rule,
      long revision,
      @Nullable Long activeRevision,
      @Nullable String hash,
      RuleState state,
      List<StatusError> errors) {
    return new RuleStatus(rule, revision, activeRevision, hash, state, errors, 0, 0, 0);
  }

  RuleStatus acknowledged(int acknowledged, int subtasks, long at) {
    return new RuleStatus(
        rule, revision, activeRevision, hash, state, errors, acknowledged, subtasks, at);
  }
}
