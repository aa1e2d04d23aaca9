package dev.vigil.rule.kind;

import java.util.Optional;
import java.util.Set;

/** A way to say what matches, chosen by a key of the document. */
public interface Form {
  /** The key that chooses the form: {@code sequence}. */
  String key();

  /** The other keys of the document that belong to it. */
  Set<String> companions();

  /** What the form makes of the document; empty where it has problems, which are reported. */
  Optional<Lowered> lower(FormContext context);
}
