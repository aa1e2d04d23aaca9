package dev.vigil.io;

import dev.vigil.event.Event;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.DeadLetterSerializer;
import dev.vigil.io.format.Reason;
import dev.vigil.io.format.Received;
import dev.vigil.serial.VersionedType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The gate that every reading passes, chained to its source: it goes on to the rules and counts as
 * evaluated, or it becomes a dead letter. {@code readings = evaluated + dead_letters}, always.
 *
 * <p>Whether a reading is late is decided here and nowhere else.
 */
public final class Intake extends ProcessFunction<Received, Event> {
  /** Where dead letters go. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>(
          "dead-letters", new VersionedType<>(DeadLetter.class, new DeadLetterSerializer()));

  /** Names of the counters, as metrics and as accumulators. */
  public static final String READINGS = "readings";

  public static final String EVALUATED = "evaluated";
  public static final String DEAD_LETTERS_COUNTER = "dead_letters";

  private final String stream;
  private final OutputTag<Event> late;
  private final LongCounter readings = new LongCounter();
  private final LongCounter evaluated = new LongCounter();
  private final LongCounter dead = new LongCounter();
  private transient Counter readingsMetric;
  private transient Counter evaluatedMetric;
  private transient Map<Reason, Counter> deadMetrics;

  /**
   * The intake of a stream.
   *
   * @param events how its readings cross the network
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  public Intake(String stream, TypeInformation<Event> events) {
    this.stream = stream;
    this.late = late(events);
  }

  /** Late readings once more, beside their dead letters: a window may still take them. */
  public static OutputTag<Event> late(TypeInformation<Event> events) {
    return new OutputTag<>("late-readings", events);
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup group =
        getRuntimeContext().getMetricGroup().addGroup("vigil").addGroup("stream", stream);
    readingsMetric = group.counter(READINGS);
    evaluatedMetric = group.counter(EVALUATED);
    deadMetrics = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      deadMetrics.put(
          reason, group.addGroup("reason", reason.label()).counter(DEAD_LETTERS_COUNTER));
    }
    getRuntimeContext().addAccumulator(READINGS, readings);
    getRuntimeContext().addAccumulator(EVALUATED, evaluated);
    getRuntimeContext().addAccumulator(DEAD_LETTERS_COUNTER, dead);
  }

  @Override
  public void processElement(Received received, Context context, Collector<Event> out) {
    readings.add(1);
    readingsMetric.inc();
    if (received instanceof Received.Rejected rejected) {
      bury(rejected.letter(), context);
    } else if (received instanceof Received.Reading reading) {
      long watermark = context.timerService().currentWatermark();
      if (reading.event().timestamp() <= watermark) {
        bury(reading.refused(Reason.LATE, late(reading.event(), watermark)), context);
        context.output(late, reading.event());
      } else {
        evaluated.add(1);
        evaluatedMetric.inc();
        out.collect(reading.event());
      }
    }
  }

  private static String late(Event event, long watermark) {
    return Instant.ofEpochMilli(event.timestamp())
        + " is not after the watermark "
        + Instant.ofEpochMilli(watermark);
  }

  private void bury(DeadLetter letter, Context context) {
    dead.add(1);
    Counter counter = deadMetrics.get(letter.reason());
    if (counter != null) {
      counter.inc();
    }
    context.output(DEAD_LETTERS, letter);
  }
}
