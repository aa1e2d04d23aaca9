package dev.vigil.signal;

import dev.vigil.event.FieldType;
import java.io.Serializable;

/**
 * One use of a signal: the same call in any rule of the same key shares one state.
 *
 * @param function name in the registry: {@code median}
 * @param field the field it goes over
 * @param type the field's type
 * @param parameter a count or a quantile; 0 where the function takes none
 * @param window milliseconds; 0 where the function takes none
 */
public record SignalCall(
    String function, String field, FieldType type, double parameter, long window)
    implements Serializable {
  /** Name under which the state is kept: equal calls have equal ids, in every release. */
  public String id() {
    return function + "(" + field + ":" + type.label() + "," + parameter + "," + window + ")";
  }
}
