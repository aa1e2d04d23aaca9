package dev.vigil.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@code rate(field, D)}: how fast the readings in the window rise, per second: the slope of the
 * least-squares line through them, as PromQL's {@code deriv}; unknown of one reading, or where all
 * are of one time.
 */
final class Rate extends WindowFunction {
  Rate() {
    super("rate", Result.DOUBLE);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(40);
  }

  @Override
  public Signal create(SignalCall call) {
    return new Line(call);
  }

  /** Means of time and value and their co-moments, merged as {@link Moments} are. */
  private static final class Line extends SlidingFold {
    private static final int TIME = 0;
    private static final int VALUE = 1;
    private static final int TIME_SQUARES = 2;
    private static final int PRODUCTS = 3;
    private static final long NONE = Long.MIN_VALUE;

    /** Times are counted from here, so that they are small numbers. */
    private long origin = NONE;

    Line(SignalCall call) {
      super(call, 4);
    }

    @Override
    void lift(long time, double value, double[] fold) {
      if (origin == NONE) {
        origin = time;
      }
      fold[TIME] = (time - origin) / 1_000.0;
      fold[VALUE] = value;
    }

    @Override
    void merge(int leftCount, double[] left, int rightCount, double[] right, double[] merged) {
      double count = (double) leftCount + rightCount;
      double time = right[TIME] - left[TIME];
      double value = right[VALUE] - left[VALUE];
      double share = rightCount / count;
      merged[TIME] = left[TIME] + time * share;
      merged[VALUE] = left[VALUE] + value * share;
      merged[TIME_SQUARES] =
          left[TIME_SQUARES] + right[TIME_SQUARES] + time * time * (leftCount * share);
      merged[PRODUCTS] = left[PRODUCTS] + right[PRODUCTS] + time * value * (leftCount * share);
    }

    @Override
    double value(int count, double[] fold) {
      boolean steep = fold[TIME_SQUARES] > 0 && Double.isFinite(fold[VALUE]);
      return steep ? fold[PRODUCTS] / fold[TIME_SQUARES] : Double.NaN;
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeLong(origin);
      super.write(out);
    }

    @Override
    public void read(int version, DataInput in) throws IOException {
      requireVersion(version);
      origin = in.readLong();
      super.read(version, in);
    }
  }
}
