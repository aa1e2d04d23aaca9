package dev.vigil.control;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A change of the rule set that has passed the gate: what is broadcast.
 *
 * @param rule the rule's id
 * @param revision offset of the record on the control topic; -1 for a rule from a directory. A
 *     revision not above the one in force changes nothing
 * @param text the rule's document; null where it is deleted
 */
public record RuleUpdate(String rule, long revision, @Nullable String text)
    implements Serializable {
  /** Revision of rules that come from a directory: below every offset. */
  public static final long DIRECTORY = -1;

  public boolean isDeletion() {
    return text == null;
  }
}
