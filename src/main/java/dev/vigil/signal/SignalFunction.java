package dev.vigil.signal;

import dev.vigil.event.FieldType;
import java.util.Set;

/** A kind of signal: what it takes, what it gives, and how its state is made. */
public interface SignalFunction {
  /** What is written between the parentheses. */
  enum Arguments {
    /** {@code delta(field)}. */
    FIELD,
    /** {@code avg(field, '10m')}. */
    FIELD_WINDOW,
    /** {@code prev(field)} and {@code prev(field, n)}. */
    FIELD_COUNT
  }

  /** The type of the value. */
  enum Result {
    DOUBLE,
    INT,
    BOOLEAN,
    /** That of the field. */
    FIELD
  }

  String name();

  Arguments arguments();

  Result result();

  /** Types of field it goes over. */
  Set<FieldType> accepts();

  /** Version of the state's format. */
  default int version() {
    return 1;
  }

  /** New, empty state for the call. */
  Signal create(SignalCall call);
}
