package dev.vigil.ruletest;

import dev.vigil.io.format.Decoder;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Received;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sends the steps of a test, decoded as a source decodes its records, when the one element of its
 * input comes.
 */
final class Playback extends AbstractStreamOperator<Received>
    implements OneInputStreamOperator<Long, Received> {
  private final List<Step> steps;
  private final Map<String, Decoding> streams;

  /**
   * A playback.
   *
   * @param streams how the readings of each stream are decoded
   */
  Playback(List<Step> steps, Map<String, Decoding> streams) {
    this.steps = steps;
    this.streams = streams;
  }

  @Override
  public void processElement(StreamRecord<Long> start) {
    Map<String, Decoder> decoders = new HashMap<>();
    streams.forEach((name, decoding) -> decoders.put(name, decoding.decoder()));
    long sent = 0;
    for (Step step : steps) {
      long time = TestTime.START + step.at();
      if (step instanceof Step.Watermark) {
        output.emitWatermark(new Watermark(time));
      } else if (step instanceof Step.Reading reading) {
        Decoder decoder = decoders.get(reading.stream());
        if (decoder == null) {
          throw new IllegalStateException("no stream " + reading.stream());
        }
        decoder.decode(
            record(reading, sent++, time),
            0,
            received -> output.collect(new StreamRecord<>(received, time)));
      }
    }
  }

  private static RawRecord record(Step.Reading reading, long offset, long time) {
    byte[] value = reading.json().getBytes(StandardCharsets.UTF_8);
    return new RawRecord(reading.stream(), RawRecord.NO_PARTITION, offset, time, null, value);
  }
}
