package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import dev.vigil.serial.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code prev(field)} and {@code prev(field, n)}: the n-th reading of the field before this event.
 * An event without the field is no reading, but has readings before it.
 */
final class Prev implements SignalFunction {
  @Override
  public String name() {
    return "prev";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FIELD, Parameter.BACK);
  }

  @Override
  public Result result() {
    return Result.FIELD;
  }

  @Override
  public Set<FieldType> accepts() {
    return EnumSet.complementOf(EnumSet.of(FieldType.GEO_POINT));
  }

  @Override
  public Signal create(SignalCall call) {
    return call.type().isText() ? new OfTexts(call) : new OfNumbers(call);
  }

  private static int back(SignalCall call) {
    return (int) Math.max(1, call.parameter());
  }

  /** Keeps the readings before this event, and whether this event is one. */
  private static final class OfNumbers implements Signal {
    private final FieldSlot field;
    private final int back;
    private final Timeline readings = new Timeline(1);
    private boolean current;

    OfNumbers(SignalCall call) {
      field = call.slot();
      back = back(call);
    }

    @Override
    public void update(Event event) {
      current = field.isPresent(event);
      if (current) {
        readings.add(event.timestamp(), field.number(event));
        if (readings.size() > back + 1) {
          readings.removeOldest();
        }
      }
    }

    @Override
    public double number() {
      int index = readings.size() - back - (current ? 1 : 0);
      return index < 0 ? Double.NaN : readings.value(0, index);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeBoolean(current);
      readings.write(out);
    }

    @Override
    public void read(int version, DataInput in) throws IOException {
      WindowSignal.requireVersion(version);
      current = in.readBoolean();
      readings.read(in);
    }
  }

  private static final class OfTexts implements Signal {
    private final FieldSlot field;
    private final int back;
    private final Deque<String> readings = new ArrayDeque<>();
    private boolean current;

    OfTexts(SignalCall call) {
      field = call.slot();
      back = back(call);
    }

    @Override
    public void update(Event event) {
      String text = field.text(event);
      current = text != null;
      if (text != null) {
        readings.addLast(text);
        if (readings.size() > back + 1) {
          readings.removeFirst();
        }
      }
    }

    @Override
    public double number() {
      return Double.NaN;
    }

    @Override
    public @Nullable String text() {
      int skip = readings.size() - back - (current ? 1 : 0);
      if (skip < 0) {
        return null;
      }
      return readings.stream().skip(skip).findFirst().orElse(null);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeBoolean(current);
      out.writeInt(readings.size());
      for (String text : readings) {
        Texts.write(text, out);
      }
    }

    @Override
    public void read(int version, DataInput in) throws IOException {
      WindowSignal.requireVersion(version);
      current = in.readBoolean();
      readings.clear();
      for (int n = in.readInt(); n > 0; n--) {
        readings.addLast(Texts.readPresent(in));
      }
    }
  }
}
