package dev.vigil.event;

import java.util.List;
import java.util.Optional;

/** The fields that make the key of some rules. */
public final class KeySpec {
  private final List<String> fields;
  private final String text;
  private final String prefix;
  private final StringBuilder key = new StringBuilder();

  public KeySpec(List<String> fields) {
    this.fields = List.copyOf(fields);
    this.text = Keys.spec(fields);
    this.prefix = Keys.prefix(text);
  }

  /** As {@link Keys#spec} writes it. */
  public String text() {
    return text;
  }

  /** The event's key; empty where it lacks one of the fields. */
  public Optional<String> key(Event event) {
    key.setLength(0);
    key.append(prefix);
    for (int i = 0; i < fields.size(); i++) {
      Field field = event.schema().field(fields.get(i));
      Object value = field == null ? null : event.value(field);
      if (value == null) {
        return Optional.empty();
      }
      Keys.append(key, value.toString());
    }
    return Optional.of(key.toString());
  }
}
