package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.condition.TakenReadings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reading that a stage took, with all that was taken before: a path, linked back to its start.
 */
final class Taken {
  private final @Nullable Taken before;
  private final String stage;
  private final Reading reading;
  private final long number;

  /** What stages have taken up to here, once a condition has asked. */
  private final List<OfStage> asked = new ArrayList<>(0);

  private record OfStage(String stage, TakenReadings readings) {}

  /**
   * One more reading.
   *
   * @param before what was taken before, or null
   * @param number of the reading among those of the key
   */
  Taken(@Nullable Taken before, String stage, Reading reading, long number) {
    this.before = before;
    this.stage = stage;
    this.reading = reading;
    this.number = number;
  }

  @Nullable Taken before() {
    return before;
  }

  String stage() {
    return stage;
  }

  Reading reading() {
    return reading;
  }

  long number() {
    return number;
  }

  /** The readings that a stage has taken up to here, in order. */
  TakenReadings of(String name) {
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).stage.equals(name)) {
        return asked.get(i).readings;
      }
    }
    List<Reading> found = new ArrayList<>();
    for (Taken at = this; at != null; at = at.before) {
      if (at.stage.equals(name)) {
        found.add(at.reading);
      }
    }
    Collections.reverse(found);
    TakenReadings readings = new TakenReadings(found);
    asked.add(new OfStage(name, readings));
    return readings;
  }
}
