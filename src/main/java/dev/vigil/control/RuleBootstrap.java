package dev.vigil.control;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Where a job that starts afresh has its rules from. Every subtask that evaluates rules loads them
 * before its first reading; what the gate broadcasts later is at most what was loaded, until
 * something new is published.
 */
public interface RuleBootstrap extends Serializable {
  /**
   * The latest accepted update of every rule, deletions too: a record of the rule from before its
   * deletion, coming late, must not bring it back.
   *
   * @throws IOException if the rules cannot be read, which is no reason to start without them
   */
  List<RuleUpdate> load() throws IOException;

  /** Rules that are known when the job is submitted. */
  static RuleBootstrap of(List<RuleUpdate> rules) {
    List<RuleUpdate> known = List.copyOf(rules);
    return () -> known;
  }
}
