package dev.vigil.signal;

import dev.vigil.event.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A signal function whose value is one of a window's readings, which all calls over the same ones
 * share. Its value is worked out when it is asked for.
 */
abstract class OverReadings extends WindowFunction implements ViewFunction {
  /** In which every call kept its own readings, or folds of them. */
  private static final int ALONE = 1;

  OverReadings(String name, Result result) {
    super(name, result);
  }

  @Override
  public final int version() {
    return 2;
  }

  @Override
  public final SignalCall shared(SignalCall call) {
    return new SignalCall(WindowReadings.NAME, call.field(), call.type(), 0, call.window());
  }

  /** Has the window keep what the value is made of. */
  abstract void prepare(SharedWindow window);

  /** The value of a window that was prepared. */
  abstract double value(SharedWindow window, double parameter);

  /** Reads what a call wrote that was alone. */
  abstract FirstWindow readFirst(DataInput in) throws IOException;

  @Override
  public final Signal create(SignalCall call) {
    SharedWindow window = new SharedWindow(call);
    return new View(window, call.parameter()) {
      @Override
      public void update(Event event) {
        window.update(event);
      }

      @Override
      public void write(DataOutput out) throws IOException {
        out.writeBoolean(true);
        window.write(out);
      }
    };
  }

  @Override
  public final Signal create(SignalCall call, Signal shared) {
    SharedWindow window = (SharedWindow) shared;
    return new View(window, call.parameter());
  }

  /** What one call makes of a window that others feed and write. */
  private class View implements Signal {
    private final SharedWindow window;
    private final double parameter;

    View(SharedWindow window, double parameter) {
      this.window = window;
      this.parameter = parameter;
      prepare(window);
    }

    @Override
    public void update(Event event) {
      // the window has taken it
    }

    @Override
    public final double number() {
      return value(window, parameter);
    }

    /** Says whether readings of its own follow. */
    @Override
    public void write(DataOutput out) throws IOException {
      out.writeBoolean(false);
    }

    @Override
    public final void read(int version, DataInput in) throws IOException {
      if (version == ALONE) {
        window.adopt(readFirst(in));
      } else if (version != version()) {
        throw new IOException("signal state of the unknown version " + version);
      } else if (in.readBoolean()) {
        window.read(1, in);
      }
    }
  }
}
