package dev.vigil.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class KeptClockTest {
  private static final Schema AIR =
      Schema.of("air", Map.of("station", FieldType.STRING), List.of("station"));

  private static final Event LATE = new Event(AIR, 5, "air-0", 1);

  private static OneInputStreamOperatorTestHarness<Event, Event> harness(int subtasks, int subtask)
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<Event, Event>(
            new KeptClock<>(), 128, subtasks, subtask);
    harness.setup(new EventSerializer(List.of(AIR)));
    return harness;
  }

  private static OperatorSubtaskState state(int subtask, long watermark, WatermarkStatus status)
      throws Exception {
    try (var harness = harness(2, subtask)) {
      harness.open();
      if (watermark != Long.MIN_VALUE) {
        harness.processWatermark(watermark);
      }
      harness.processWatermarkStatus(status);
      return harness.snapshot(1, 1);
    }
  }

  /** What a subtask sends on of a reading that comes first after a restore. */
  private static List<Object> restored(OperatorSubtaskState... states) throws Exception {
    try (var harness = harness(1, 0)) {
      harness.initializeState(AbstractStreamOperatorTestHarness.repackageState(states));
      harness.open();
      harness.processElement(new StreamRecord<>(LATE));
      return List.copyOf(harness.getOutput());
    }
  }

  @Test
  void freshStart_addsNothing() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(new StreamRecord<>(LATE));
      harness.processWatermark(4);
      harness.processWatermark(3);
      harness.processWatermarkStatus(WatermarkStatus.IDLE);
      assertThat(List.copyOf(harness.getOutput()))
          .containsExactly(new StreamRecord<>(LATE), new Watermark(4), WatermarkStatus.IDLE);
    }
  }

  @Test
  void restored_goesOnFromTheSlowestSubtask_beforeTheFirstReading() throws Exception {
    assertThat(
            restored(state(0, 100, WatermarkStatus.ACTIVE), state(1, 200, WatermarkStatus.ACTIVE)))
        .containsExactly(new Watermark(100), new StreamRecord<>(LATE));
  }

  @Test
  void restored_doesNotWaitForTheIdle() throws Exception {
    assertThat(restored(state(0, 100, WatermarkStatus.IDLE), state(1, 200, WatermarkStatus.ACTIVE)))
        .startsWith(new Watermark(200));
  }

  /** Behind them, event time may have gone on; who is there knows it, and refuses what is late. */
  @Test
  void restored_whereAllAreIdle_goesOnFromTheSlowestThatHadATime() throws Exception {
    assertThat(restored(state(0, 100, WatermarkStatus.IDLE), state(1, 200, WatermarkStatus.IDLE)))
        .startsWith(new Watermark(100));
    assertThat(
            restored(
                state(0, 100, WatermarkStatus.IDLE),
                state(1, Long.MIN_VALUE, WatermarkStatus.IDLE)))
        .startsWith(new Watermark(100));
    assertThat(
            restored(
                state(0, Long.MIN_VALUE, WatermarkStatus.IDLE),
                state(1, Long.MIN_VALUE, WatermarkStatus.IDLE)))
        .containsExactly(new StreamRecord<>(LATE));
  }

  @Test
  void restored_whereSomeoneHadNoTimeYet_hasNone() throws Exception {
    assertThat(
            restored(
                state(0, Long.MIN_VALUE, WatermarkStatus.ACTIVE),
                state(1, 200, WatermarkStatus.ACTIVE)))
        .containsExactly(new StreamRecord<>(LATE));
  }

  @Test
  void restored_afterTheEnd_isNotAtTheEnd() throws Exception {
    assertThat(
            restored(
                state(0, Long.MAX_VALUE, WatermarkStatus.ACTIVE),
                state(1, Long.MAX_VALUE, WatermarkStatus.ACTIVE)))
        .containsExactly(new StreamRecord<>(LATE));
  }

  @Test
  void restoredTwice_withNothingBetween_keepsTheTime() throws Exception {
    OperatorSubtaskState once =
        AbstractStreamOperatorTestHarness.repackageState(state(0, 100, WatermarkStatus.ACTIVE));
    try (var harness = harness(1, 0)) {
      harness.initializeState(once);
      harness.open();
      assertThat(restored(harness.snapshot(2, 2))).startsWith(new Watermark(100));
    }
  }

  @Test
  void watermarksOfTheSource_countFromWhereItWas() throws Exception {
    OperatorSubtaskState before =
        AbstractStreamOperatorTestHarness.repackageState(state(0, 100, WatermarkStatus.ACTIVE));
    try (var harness = harness(1, 0)) {
      harness.initializeState(before);
      harness.open();
      harness.processWatermark(50);
      harness.processWatermark(150);
      assertThat(List.copyOf(harness.getOutput()))
          .containsExactly(new Watermark(100), new Watermark(150));
    }
  }
}
