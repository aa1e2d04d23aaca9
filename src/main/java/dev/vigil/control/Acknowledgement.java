package dev.vigil.control;

import org.jspecify.annotations.Nullable;

/**
 * A match subtask says that it has a revision of a rule in force, or that it had to set it aside.
 *
 * @param rule the rule's id
 * @param revision the revision
 * @param subtask which subtask, from 0
 * @param subtasks how many there are
 * @param failure why the revision is not evaluated there; null where it is in force
 */
public record Acknowledgement(
    String rule, long revision, int subtask, int subtasks, @Nullable String failure) {}
