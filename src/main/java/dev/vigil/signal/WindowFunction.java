package dev.vigil.signal;

import dev.vigil.event.FieldType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A signal function over the numbers in a window; subclasses say what it gives. */
abstract class WindowFunction implements SignalFunction {
  private final String name;
  private final Result result;

  WindowFunction(String name, Result result) {
    this.name = name;
    this.result = result;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FIELD, Parameter.WINDOW);
  }

  @Override
  public final Result result() {
    return result;
  }

  @Override
  public Set<FieldType> accepts() {
    return EnumSet.of(FieldType.DOUBLE, FieldType.INT);
  }
}
