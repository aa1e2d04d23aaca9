package dev.vigil.rule.kind;

import java.util.List;
import java.util.Optional;

/** A way to say what matches, chosen by a key of the document. */
public interface Form {
  /** The key that chooses the form: {@code sequence}. */
  String key();

  /** The other keys of the document that belong to it, in the order they are shown. */
  List<String> companions();

  /** What the form makes of the document; empty where it has problems, which are reported. */
  Optional<Lowered> lower(FormContext context);
}
