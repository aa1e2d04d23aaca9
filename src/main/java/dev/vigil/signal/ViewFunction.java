package dev.vigil.signal;

/** A kind of signal whose value is made of state that other calls share. */
public interface ViewFunction extends SignalFunction {
  /** The call whose state it is; no rule writes it. */
  SignalCall shared(SignalCall call);

  /**
   * New state of the call's own.
   *
   * @param shared the state of {@link #shared(SignalCall)}, fed each event before this one
   */
  Signal create(SignalCall call, Signal shared);
}
