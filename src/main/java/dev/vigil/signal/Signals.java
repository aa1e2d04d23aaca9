package dev.vigil.signal;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registry of signals: a new one is a file of its own and a line here. */
public final class Signals {
  private static final Map<String, SignalFunction> WRITTEN =
      byName(
          new Avg(),
          new Sum(),
          new Min(),
          new Max(),
          new Count(),
          new Stddev(),
          new Median(),
          new Distinct(),
          new Quantile(),
          new Prev(),
          new Delta(),
          new Changed(),
          new Rate(),
          new Share(),
          new Held(),
          new ZScore(),
          new Ewma(),
          new Gap());

  /** What signals share, by names that no rule can write. */
  private static final Map<String, SignalFunction> SHARED = byName(new WindowReadings());

  private Signals() {}

  private static Map<String, SignalFunction> byName(SignalFunction... functions) {
    return Arrays.stream(functions)
        .collect(Collectors.toUnmodifiableMap(SignalFunction::name, Function.identity()));
  }

  /** The signal of that name, also of one that only other signals name. */
  public static Optional<SignalFunction> function(String name) {
    SignalFunction written = WRITTEN.get(name);
    return Optional.ofNullable(written != null ? written : SHARED.get(name));
  }

  /** All names that a rule may write. */
  public static Set<String> names() {
    return WRITTEN.keySet();
  }
}
