package dev.vigil.control;

/**
 * A match subtask says that it has a revision of a rule in force.
 *
 * @param rule the rule's id
 * @param revision the revision
 * @param subtask which subtask, from 0
 * @param subtasks how many there are
 */
public record Acknowledgement(String rule, long revision, int subtask, int subtasks) {}
