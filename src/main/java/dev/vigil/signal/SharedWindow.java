package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a field in (t−D, t], kept once for all signals over them. What is made of them is
 * kept as soon as a signal asks for it: sums, moments, their order.
 */
final class SharedWindow implements Signal {
  private final FieldSlot field;
  private final long window;
  private Timeline readings = new Timeline(1);

  /** How many of the oldest readings the folds have as the older ones. */
  private int older;

  /** The last event's reading; NaN where it has none. */
  private double last = Double.NaN;

  private @Nullable Sums sums;
  private @Nullable Moments moments;
  private @Nullable SortedValues sorted;

  SharedWindow(SignalCall call) {
    this.field = call.slot();
    this.window = call.window();
  }

  @Override
  public void update(Event event) {
    long time = event.timestamp();
    forget(time - window);
    last = field.number(event);
    if (!Double.isNaN(last)) {
      take(time, last);
    }
  }

  private void forget(long until) {
    while (!readings.isEmpty() && readings.time(0) <= until) {
      if (older == 0) {
        turn(readings.size());
      }
      if (sorted != null) {
        sorted.remove(readings.value(0, 0));
      }
      readings.removeOldest();
      older--;
    }
  }

  private void turn(int count) {
    older = count;
    if (count > 0 && sums != null) {
      sums.turn(readings, count);
    }
    if (count > 0 && moments != null) {
      moments.turn(readings, count);
    }
  }

  private void take(long time, double value) {
    int young = readings.size() - older;
    readings.add(time, value);
    if (sums != null) {
      sums.take(young, value);
    }
    if (moments != null) {
      moments.take(young, value);
    }
    if (sorted != null) {
      sorted.add(value);
    }
  }

  /** Keeps sums from now on. */
  void keepSums() {
    if (sums == null) {
      sums = new Sums(widen());
      refill();
    }
  }

  /** Keeps moments from now on. */
  void keepMoments() {
    if (moments == null) {
      moments = new Moments(widen());
      refill();
    }
  }

  /** Keeps the order of the readings from now on. */
  void keepOrder() {
    if (sorted == null) {
      sorted = new SortedValues();
      refill();
    }
  }

  /** Makes room for a fold beside each reading; gives its first column. */
  private int widen() {
    Timeline wider = new Timeline(readings.columns() + 2);
    wider.copy(readings);
    readings = wider;
    return wider.columns() - 2;
  }

  /** The sum; NaN of no readings. */
  double sum() {
    return readings.isEmpty() ? Double.NaN : sums().sum();
  }

  /** The mean, never below the least reading or above the greatest; NaN of no readings. */
  double average() {
    return readings.isEmpty() ? Double.NaN : sums().mean(readings.size());
  }

  /** The sums of the whole window, which is not empty. */
  private Sums sums() {
    Sums kept = kept(sums);
    kept.total(readings, older, readings.size() - older);
    return kept;
  }

  /** The population standard deviation; NaN of no readings. */
  double deviation() {
    if (readings.isEmpty()) {
      return Double.NaN;
    }
    Moments kept = kept(moments);
    kept.total(readings, older, readings.size() - older);
    return kept.deviation(readings.size());
  }

  /** How many deviations the last event's reading lies from the mean of those before it. */
  double score() {
    int count = readings.size() - 1;
    if (Double.isNaN(last) || count == 0) {
      return Double.NaN;
    }
    Moments kept = kept(moments);
    kept.totalBefore(readings, older, count - older);
    double deviation = kept.deviation(count);
    return deviation > 0 ? (last - kept.mean()) / deviation : Double.NaN;
  }

  /** A quantile; NaN of no readings. */
  double quantile(double quantile) {
    return kept(sorted).quantile(quantile);
  }

  private static <T> T kept(@Nullable T part) {
    return Objects.requireNonNull(part, "not kept");
  }

  /** Folds all readings anew, to the bit as they were folded when they came. */
  private void refold(WindowFold fold) {
    if (older > 0) {
      fold.turn(readings, older);
    }
    for (int i = older; i < readings.size(); i++) {
      fold.take(i - older, readings.value(0, i));
    }
  }

  private void resort(SortedValues values) {
    values.clear();
    for (int i = 0; i < readings.size(); i++) {
      values.add(readings.value(0, i));
    }
  }

  /** Windows have no value of their own. */
  @Override
  public double number() {
    return Double.NaN;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(older);
    out.writeDouble(last);
    readings.write(out, 1);
  }

  @Override
  public void read(int version, DataInput in) throws IOException {
    WindowSignal.requireVersion(version);
    older = in.readInt();
    last = in.readDouble();
    readings.read(in, 1);
    refill();
  }

  /** Takes what a signal kept by itself before windows were shared, if it is more. */
  void adopt(FirstWindow window) {
    if (window.readings().size() > readings.size()
        || (window.isExact() && window.readings().size() == readings.size())) {
      readings.copy(window.readings());
      older = window.folded();
      last = Double.NaN;
      refill();
    }
  }

  /** Makes all anew that is kept of the readings. */
  private void refill() {
    if (sums != null) {
      refold(sums);
    }
    if (moments != null) {
      refold(moments);
    }
    if (sorted != null) {
      resort(sorted);
    }
  }
}
