package dev.vigil.event;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Finds a field's slot in events of any stream, looking it up once a schema. Thread-safe: what is
 * remembered is an immutable list, at worst looked up twice.
 */
public final class FieldSlot implements Serializable {
  /** Schemas come back as new objects after each restore; more than this many are forgotten. */
  private static final int REMEMBERED = 8;

  private final String name;
  private final FieldType type;
  private transient @Nullable Known known;

  private record Known(Schema schema, int slot, int depth, @Nullable Known next) {}

  public FieldSlot(String name, FieldType type) {
    this.name = name;
    this.type = type;
  }

  public FieldType type() {
    return type;
  }

  /** The field's first slot in the event, or −1 where its stream has no such field of the type. */
  @SuppressWarnings("ReferenceEquality") // by design: comparing fields costs more than all the rest
  public int of(Event event) {
    Schema schema = event.schema();
    for (Known k = known; k != null; k = k.next) {
      if (k.schema == schema) {
        return k.slot;
      }
    }
    return lookUp(schema);
  }

  private int lookUp(Schema schema) {
    Field field = schema.field(name);
    int slot = field == null || field.type() != type ? -1 : field.slot();
    Known before = known;
    int depth = before == null ? 0 : before.depth + 1;
    known =
        depth < REMEMBERED
            ? new Known(schema, slot, depth, before)
            : new Known(schema, slot, 0, null);
    return slot;
  }

  /** Whether the event has a value in the field. */
  public boolean isPresent(Event event) {
    int slot = of(event);
    return slot >= 0 && (type.isText() ? event.getText(slot) != null : event.has(slot));
  }

  /**
   * The value as a number (an int rounded to a double, a boolean 0 or 1, a time in milliseconds);
   * NaN where it is missing or a text. A point gives its latitude.
   */
  public double number(Event event) {
    int slot = of(event);
    if (slot < 0 || type.isText() || !event.has(slot)) {
      return Double.NaN;
    }
    return switch (type) {
      case DOUBLE, GEO_POINT -> event.getDouble(slot);
      case INT, BOOLEAN, TIMESTAMP -> event.getLong(slot);
      case STRING -> Double.NaN;
    };
  }

  /** The text, or null where it is missing or no text. */
  public @Nullable String text(Event event) {
    int slot = of(event);
    return slot < 0 || !type.isText() ? null : event.getText(slot);
  }
}
