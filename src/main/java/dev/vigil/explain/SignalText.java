package dev.vigil.explain;

import dev.vigil.condition.FieldNames;
import dev.vigil.event.Durations;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.SignalFunction;
import dev.vigil.signal.SignalFunction.Parameter;
import dev.vigil.signal.Signals;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** A signal call as an author writes it. */
final class SignalText {
  private SignalText() {}

  static String of(SignalCall call) {
    List<Parameter> parameters =
        Signals.function(call.function()).map(SignalFunction::parameters).orElse(List.of());
    return parameters.stream()
        .filter(parameter -> parameter != Parameter.BACK || call.parameter() > 1)
        .map(parameter -> argument(parameter, call))
        .collect(Collectors.joining(", ", call.function() + "(", ")"));
  }

  private static String argument(Parameter parameter, SignalCall call) {
    return switch (parameter) {
      case FIELD -> FieldNames.written(call.field());
      case CONDITION -> call.field();
      case WINDOW -> window(call);
      case BACK, QUANTILE -> number(call);
      case WINDOW_OR_COUNT -> call.window() > 0 ? window(call) : number(call);
    };
  }

  private static String window(SignalCall call) {
    return "'" + Durations.format(call.window()) + "'";
  }

  private static String number(SignalCall call) {
    return BigDecimal.valueOf(call.parameter()).stripTrailingZeros().toPlainString();
  }
}
