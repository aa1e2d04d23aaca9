package dev.vigil.io;

import dev.vigil.event.Schema;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.format.Received;
import dev.vigil.io.format.ReceivedSerializer;
import dev.vigil.serial.VersionedType;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A stream of readings: from where, in which form, and how its event time goes on.
 *
 * @param decoding how records become readings
 * @param source where they come from
 * @param outOfOrder how much later than its successors a reading may come
 * @param idleAfter when a partition without readings no longer holds event time back; null for
 *     never
 */
public record StreamSpec(
    Decoding decoding, ReadingSource source, Duration outOfOrder, @Nullable Duration idleAfter)
    implements Serializable {
  public String name() {
    return decoding.schema().stream();
  }

  public Schema schema() {
    return decoding.schema();
  }

  /** The uid of the stream's source operator. */
  public String sourceUid() {
    return "source-" + name();
  }

  /** The type of what the source emits. */
  public VersionedType<Received> type() {
    return new VersionedType<>(Received.class, new ReceivedSerializer(schema()));
  }

  /** Event time as the readings alone tell it. */
  public WatermarkStrategy<Received> watermarks() {
    return new ReadingTime(outOfOrder, idleAfter);
  }

  /** Event time of a replay: as the readings tell it, however fast they are read. */
  public WatermarkStrategy<Received> replayWatermarks() {
    return new ReplayTime(outOfOrder);
  }
}
