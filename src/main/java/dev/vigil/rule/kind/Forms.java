package dev.vigil.rule.kind;

import java.util.List;
import java.util.Optional;

/** Every form there is. A new one is a file and a line here. */
public final class Forms {
  public static final List<Form> ALL = List.of(new WhenForm(), new SequenceForm());

  private Forms() {}

  /** The form that a key which is no form's own belongs to. */
  public static Optional<Form> owning(String companion) {
    return ALL.stream().filter(form -> form.companions().contains(companion)).findFirst();
  }
}
