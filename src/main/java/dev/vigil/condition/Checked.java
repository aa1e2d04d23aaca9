package dev.vigil.condition;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * A condition that has passed the checker.
 *
 * @param text the CEL as written
 * @param condition its closure
 * @param terms what must hold where it is true, for an index; empty where nothing is known
 * @param fields the stream's fields it reads, directly or through a let or signal
 * @param iterative whether it asks about what stages have taken
 */
public record Checked(
    String text, Condition condition, List<Term> terms, Set<String> fields, boolean iterative)
    implements Serializable {}
