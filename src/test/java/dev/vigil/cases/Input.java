package dev.vigil.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** What a job is given, in order: an element with its time, or a watermark. */
sealed interface Input<T> {
  record Element<T>(T value, long timestamp) implements Input<T> {}

  record Watermark<T>(long timestamp) implements Input<T> {}

  /** All in event-time order (equal times as they stand), and one watermark that ends all. */
  static <T> List<Input<T>> sorted(List<T> values, ToLongFunction<T> time) {
    List<Input<T>> inputs = new ArrayList<>();
    values.stream()
        .sorted(Comparator.comparingLong(time))
        .forEach(value -> inputs.add(new Element<>(value, time.applyAsLong(value))));
    inputs.add(new Watermark<>(Long.MAX_VALUE));
    return inputs;
  }

  /**
   * All in event-time order, and a clock that stops wherever a window may end: what happens at one
   * watermark and not at another depends on their number in plain Flink, and this is the finest.
   */
  static <T> List<Input<T>> finest(List<T> values, ToLongFunction<T> time, long window) {
    TreeSet<Long> stops = new TreeSet<>();
    for (T value : values) {
      stops.add(time.applyAsLong(value));
      stops.add(time.applyAsLong(value) + window);
    }
    List<Input<T>> inputs = new ArrayList<>();
    for (Input<T> input : sorted(values, time)) {
      long now = input instanceof Element<T> element ? element.timestamp() : Long.MAX_VALUE;
      while (!stops.isEmpty() && stops.first() < now) {
        inputs.add(new Watermark<>(stops.pollFirst()));
      }
      inputs.add(input);
    }
    return inputs;
  }

  /**
   * The same in another order of arrival, within a bound, with watermarks that keep to the bound.
   * Equal times keep their order, which is the order of the readings.
   */
  static <T> List<Input<T>> disordered(
      List<T> values, ToLongFunction<T> time, long bound, Random random) {
    record Arrival<T>(T value, long timestamp, long at) {}
    List<Arrival<T>> arrivals = new ArrayList<>();
    long last = Long.MIN_VALUE;
    long delay = 0;
    for (Input<T> input : sorted(values, time)) {
      if (input instanceof Element<T> element) {
        delay = element.timestamp() == last ? delay : random.nextLong(bound + 1);
        last = element.timestamp();
        arrivals.add(new Arrival<>(element.value(), last, last + delay));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    List<Input<T>> inputs = new ArrayList<>();
    long newest = Long.MIN_VALUE;
    for (Arrival<T> arrival : arrivals) {
      inputs.add(new Element<>(arrival.value(), arrival.timestamp()));
      newest = Math.max(newest, arrival.timestamp());
      if (random.nextInt(3) == 0) {
        inputs.add(new Watermark<>(newest - bound - 1));
      }
    }
    inputs.add(new Watermark<>(Long.MAX_VALUE));
    return inputs;
  }
}
