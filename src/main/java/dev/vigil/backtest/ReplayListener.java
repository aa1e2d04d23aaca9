package dev.vigil.backtest;

import dev.vigil.alert.Alert;
import dev.vigil.event.Event;

/** Is told what a replay brings, one thing at a time. */
public interface ReplayListener {
  /** A step of an alert; its rule is the variant's name. */
  void alert(Alert alert);

  /** A reading that is evaluated; only where {@link Replay.Options#readings()} asks for them. */
  default void reading(Event event) {}

  /** A rule failed and was taken out of service. */
  default void setAside(String variant, String why) {}
}
