package dev.vigil.signal;

import dev.vigil.event.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * {@code held(condition, D)} and {@code held(condition, n)}: for how many of the readings in the
 * window, or of the last n, the condition held. A reading of which that is unknown is none.
 */
final class Held extends WindowFunction {
  Held() {
    super("held", Result.INT);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.CONDITION, Parameter.WINDOW_OR_COUNT);
  }

  @Override
  public Signal create(SignalCall call) {
    return new Tally(call) {
      @Override
      public double number() {
        return held();
      }
    };
  }

  /** The readings of a window, or the last n, and of how many of them the condition held. */
  abstract static class Tally implements Signal {
    private static final double[] NO_INPUTS = {};
    private final ReadingTest test;
    private final long window;
    private final double most;
    private final Timeline readings = new Timeline(1);
    private int held;

    Tally(SignalCall call) {
      test = Objects.requireNonNull(call.test(), "the condition of " + call.function());
      window = call.window();
      most = call.parameter();
    }

    final int held() {
      return held;
    }

    final int readings() {
      return readings.size();
    }

    @Override
    public final void update(Event event) {
      update(event, NO_INPUTS);
    }

    @Override
    public final void update(Event event, double[] inputs) {
      while (window > 0 && !readings.isEmpty() && readings.time(0) <= event.timestamp() - window) {
        removeOldest();
      }
      double holds = test.number(event, inputs);
      if (!Double.isNaN(holds)) {
        readings.add(event.timestamp(), holds);
        held += holds == 1 ? 1 : 0;
      }
      while (window == 0 && readings.size() > most) {
        removeOldest();
      }
    }

    private void removeOldest() {
      held -= readings.value(0, 0) == 1 ? 1 : 0;
      readings.removeOldest();
    }

    @Override
    public final void write(DataOutput out) throws IOException {
      readings.write(out);
    }

    @Override
    public final void read(int version, DataInput in) throws IOException {
      WindowSignal.requireVersion(version);
      readings.read(in);
      held = 0;
      for (int i = 0; i < readings.size(); i++) {
        held += readings.value(0, i) == 1 ? 1 : 0;
      }
    }
  }
}
