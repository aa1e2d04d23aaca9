package dev.vigil.rule.kind;

import java.util.List;

/** Every form there is. A new one is a file and a line here. */
public final class Forms {
  public static final List<Form> ALL =
      List.of(new WhenForm(), new SequenceForm(), new AbsentForm(), new CountForm());

  private Forms() {}
}
