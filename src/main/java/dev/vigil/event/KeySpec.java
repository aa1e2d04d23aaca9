package dev.vigil.event;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields that make the key of some rules. */
public final class KeySpec {
  private final List<String> fields;
  private final String text;
  private final String prefix;
  private final StringBuilder key = new StringBuilder();

  private @Nullable Schema schema;
  private @Nullable Field[] found = {};

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
    if (!event.schema().equals(schema)) {
      schema = event.schema();
      found = fields.stream().map(event.schema()::field).toArray(Field[]::new);
    }
    key.setLength(0);
    key.append(prefix);
    for (Field field : found) {
      Object value = field == null ? null : event.value(field);
      if (value == null) {
        return Optional.empty();
      }
      Keys.append(key, value.toString());
    }
    return Optional.of(key.toString());
  }
}
