package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a field in (t−D, t], kept once for all signals over them. What is made of them is
 * kept as soon as a signal asks for it: sums, moments, their order.
 */
final class SharedWindow implements Signal {
  private final FieldSlot field;
  private final long window;
  private final Timeline readings = new Timeline(1);

  /** How many of the oldest readings the folds have as the older ones. */
  private int older;

  /** How many they had when they turned. */
  private int turned;

  /** The last event's reading; NaN where it has none. */
  private double last = Double.NaN;

  private @Nullable Sums sums;
  private @Nullable Moments moments;
  private @Nullable SortedValues sorted;

  SharedWindow(SignalCall call) {
    this.field = new FieldSlot(call.field(), call.type());
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
    turned = count;
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

  /** A sum; NaN of no readings. */
  DoubleSupplier sum() {
    Sums kept = sums();
    return () -> readings.isEmpty() ? Double.NaN : sum(kept);
  }

  /** A mean; NaN of no readings. */
  DoubleSupplier average() {
    Sums kept = sums();
    return () -> readings.isEmpty() ? Double.NaN : sum(kept) / readings.size();
  }

  private double sum(Sums kept) {
    kept.total(turned - older, older, readings.size() - older);
    return kept.sum();
  }

  private Sums sums() {
    Sums kept = sums;
    if (kept == null) {
      kept = new Sums();
      sums = kept;
      refill();
    }
    return kept;
  }

  /** The population standard deviation; NaN of no readings. */
  DoubleSupplier deviation() {
    Moments kept = moments();
    return () -> {
      if (readings.isEmpty()) {
        return Double.NaN;
      }
      kept.total(turned - older, older, readings.size() - older);
      return kept.deviation(readings.size());
    };
  }

  /** How many deviations the last event's reading lies from the mean of those before it. */
  DoubleSupplier score() {
    Moments kept = moments();
    return () -> {
      int count = readings.size() - 1;
      if (Double.isNaN(last) || count == 0) {
        return Double.NaN;
      }
      kept.totalBefore(turned - older, older, count - older);
      double deviation = kept.deviation(count);
      return deviation > 0 ? (last - kept.mean()) / deviation : Double.NaN;
    };
  }

  private Moments moments() {
    Moments kept = moments;
    if (kept == null) {
      kept = new Moments();
      moments = kept;
      refill();
    }
    return kept;
  }

  /** A quantile; NaN of no readings. */
  DoubleSupplier quantile(double quantile) {
    SortedValues kept = sorted;
    if (kept == null) {
      kept = new SortedValues();
      sorted = kept;
      resort(kept);
    }
    SortedValues values = kept;
    return () -> values.quantile(quantile);
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
    readings.write(out);
  }

  @Override
  public void read(int version, DataInput in) throws IOException {
    WindowSignal.requireVersion(version);
    older = in.readInt();
    last = in.readDouble();
    readings.read(in);
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
    turned = older;
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
