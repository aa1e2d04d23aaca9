package dev.vigil.signal;

import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One use of a signal: the same call in any rule of the same key shares one state. Calls are equal
 * where their {@link #id} is.
 *
 * @param function name in the registry: {@code median}
 * @param field the field it goes over, or the text of the condition; empty where it takes neither
 * @param type the field's type; boolean for a condition
 * @param parameter a count or a quantile; 0 where the function takes none
 * @param window milliseconds; 0 where the function takes none
 * @param test the condition, for functions that take one
 * @param slot finds the field in events, for all states of the call
 */
public record SignalCall(
    String function,
    String field,
    FieldType type,
    double parameter,
    long window,
    @Nullable ReadingTest test,
    FieldSlot slot)
    implements Serializable {

  /** A call over a condition, or over a field where it has none. */
  public SignalCall(
      String function,
      String field,
      FieldType type,
      double parameter,
      long window,
      @Nullable ReadingTest test) {
    this(function, field, type, parameter, window, test, new FieldSlot(field, type));
  }

  /** A call over a field. */
  public SignalCall(String function, String field, FieldType type, double parameter, long window) {
    this(function, field, type, parameter, window, null);
  }

  /** The signals that must be up to date before this one is. */
  public List<SignalCall> inputs() {
    return test == null ? List.of() : test.inputs();
  }

  /** Whether the value is of the field's type. */
  public boolean isOfFieldsType() {
    return Signals.function(function)
        .filter(known -> known.result() == SignalFunction.Result.FIELD)
        .isPresent();
  }

  /** The type of its value. */
  public FieldType result() {
    return Signals.function(function).map(known -> known.result().of(type)).orElse(type);
  }

  /** Name under which the state is kept: equal calls have equal ids, in every release. */
  public String id() {
    return function + "(" + field + ":" + type.label() + "," + parameter + "," + window + ")";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignalCall that && id().equals(that.id());
  }

  @Override
  public int hashCode() {
    return Objects.hash(function, field, window);
  }
}
