package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import java.io.IOException;

/** A signal over the readings of a field in (t−D, t], the reading at t included. */
abstract class WindowSignal implements Signal {
  private final FieldSlot field;
  private final long window;

  WindowSignal(SignalCall call) {
    this.field = call.slot();
    this.window = call.window();
  }

  @Override
  public final void update(Event event) {
    long time = event.timestamp();
    forget(time - window);
    if (field.isPresent(event)) {
      take(time, field.number(event));
    }
  }

  /** Drops what was taken at that time or before. */
  abstract void forget(long until);

  /** Takes the next value; NaN for a field that is no number. */
  abstract void take(long time, double value);

  static void requireVersion(int version) throws IOException {
    if (version != 1) {
      throw new IOException("signal state of the unknown version " + version);
    }
  }
}
