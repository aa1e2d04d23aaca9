package dev.vigil.signal;

import java.util.Optional;

public final class Signals {
  private Signals() {}

  public static Optional<SignalFunction> function(String name) {
    return Optional.empty();
  }
}
