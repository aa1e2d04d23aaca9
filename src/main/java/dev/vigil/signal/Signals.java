package dev.vigil.signal;

import java.util.Optional;

/** The registry of signal functions. */
public final class Signals {
  private Signals() {}

  /** The function of that name, if there is one. */
  public static Optional<SignalFunction> function(String name) {
    return Optional.empty();
  }
}
