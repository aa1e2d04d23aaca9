package dev.vigil.signal;

import dev.vigil.event.Event;
import java.io.Serializable;
import java.util.List;

/** A condition on one reading, for signals that count how often it holds. */
public interface ReadingTest extends Serializable {
  /**
   * Tests a reading.
   *
   * @param inputs values of the {@link #inputs()} at the reading
   * @return 1 where it holds, 0 where it does not, NaN where that is unknown
   */
  double number(Event event, double[] inputs);

  /** The numeric signals that the condition asks for. */
  List<SignalCall> inputs();
}
