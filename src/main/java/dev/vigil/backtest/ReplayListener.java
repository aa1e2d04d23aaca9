package dev.vigil.backtest;

import dev.vigil.alert.Alert;
import dev.vigil.event.Event;
import dev.vigil.match.Observation;
import java.util.List;

/** Is told what a replay brings, one thing at a time. */
public interface ReplayListener {
  /** A step of an alert; its rule is the variant's name. */
  void alert(Alert alert);

  /** A reading that is evaluated; only where {@link Replay.Options#readings()} asks for them. */
  default void reading(Event event) {}

  /** A near miss, or how much is kept. */
  default void observed(Observation observation) {}

  /** A rule failed and was taken out of service. */
  default void setAside(String variant, String why) {}

  /** Tells several. */
  static ReplayListener all(List<ReplayListener> listeners) {
    return new ReplayListener() {
      @Override
      public void alert(Alert alert) {
        listeners.forEach(each -> each.alert(alert));
      }

      @Override
      public void reading(Event event) {
        listeners.forEach(each -> each.reading(event));
      }

      @Override
      public void observed(Observation observation) {
        listeners.forEach(each -> each.observed(observation));
      }

      @Override
      public void setAside(String variant, String why) {
        listeners.forEach(each -> each.setAside(variant, why));
      }
    };
  }
}
