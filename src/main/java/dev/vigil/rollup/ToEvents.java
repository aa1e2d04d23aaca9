package dev.vigil.rollup;

import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.Schema;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives rules the results of windows as events, each at the moment its window is over. Rules see a
 * window once: what late readings change afterwards is not for them, as late readings are not.
 */
final class ToEvents extends ProcessFunction<RollupResult, Event> {
  private static final long serialVersionUID = 1;

  /** Longer keys are told by the result's id in place of their values. */
  private static final int LONGEST_KEY = 200;

  private final Rollup rollup;
  private final Schema schema;
  private transient Counter withheld;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  ToEvents(Rollup rollup) {
    this.rollup = rollup;
    this.schema = rollup.schema();
  }

  @Override
  public void open(OpenContext context) {
    withheld = RollupMetrics.counter(getRuntimeContext(), rollup, RollupMetrics.WITHHELD);
  }

  @Override
  public void processElement(RollupResult result, Context context, Collector<Event> out) {
    if (result.superseded()) {
      return;
    }
    // windows are told when the watermark reaches their last moment, and before it goes on
    boolean onTime = result.end() - 1 > context.timerService().currentWatermark();
    if (onTime && result.sequence() == 1) {
      out.collect(event(result));
    } else {
      withheld.inc();
    }
  }

  private Event event(RollupResult result) {
    Event event = new Event(schema, result.end(), channel(result), result.start());
    result.key().forEach((name, value) -> setKey(event, field(name), value));
    event.setLong(field(Rollup.COUNT).slot(), result.totals().count());
    List<String> fields = rollup.fields();
    for (int i = 0; i < fields.size(); i++) {
      for (Rollup.Part part : Rollup.Part.values()) {
        int slot = field(part.of(fields.get(i))).slot();
        double value = result.totals().part(i, part);
        if (part == Rollup.Part.COUNT) {
          event.setLong(slot, (long) value);
        } else {
          event.setDouble(slot, value);
        }
      }
    }
    return event.arrivedAt(result.totals().arrival());
  }

  private Field field(String name) {
    return Objects.requireNonNull(schema.field(name), name);
  }

  /** A window's place: the rollup and the key; its offset is the window's start. */
  private String channel(RollupResult result) {
    String key = String.join(", ", result.key().values());
    return rollup.name() + "{" + (key.length() > LONGEST_KEY ? result.id() : key) + "}";
  }

  private static void setKey(Event event, Field field, String value) {
    switch (field.type()) {
      case STRING -> event.setText(field.slot(), value);
      case INT -> event.setLong(field.slot(), Long.parseLong(value));
      case BOOLEAN -> event.setLong(field.slot(), Boolean.parseBoolean(value) ? 1 : 0);
      case DOUBLE, TIMESTAMP, GEO_POINT -> throw new IllegalStateException("no key: " + field);
    }
  }
}
