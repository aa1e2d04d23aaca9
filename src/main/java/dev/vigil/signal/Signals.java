package dev.vigil.signal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The registry of signals: a new one is a file of its own and a line here. */
public final class Signals {
  private static final Map<String, SignalFunction> ALL = new TreeMap<>();

  static {
    List.<SignalFunction>of(
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
            new Gap(),
            new WindowReadings())
        .forEach(function -> ALL.put(function.name(), function));
  }

  private Signals() {}

  /** The signal of that name, also of one that only other signals name. */
  public static Optional<SignalFunction> function(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** All names that a rule may write. */
  public static Set<String> names() {
    return ALL.keySet().stream()
        .filter(name -> !name.equals(WindowReadings.NAME))
        .collect(Collectors.toUnmodifiableSet());
  }
}
