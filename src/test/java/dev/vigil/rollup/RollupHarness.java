package dev.vigil.rollup;

import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import dev.vigil.serial.VersionedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The window operator of a rollup as the job has it, fed by hand. */
final class RollupHarness implements AutoCloseable {
  private final OneInputTransformation<KeyedReading, RollupResult> windows;
  private final OutputTag<KeyedReading> late;
  private final List<RollupResult> results = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<String, KeyedReading, RollupResult> harness;
  private KeyedOneInputStreamOperatorTestHarness<String, KeyedReading, KeyedReading> open;
  private int tooLate;

  @SuppressWarnings("unchecked")
  RollupHarness(Rollup rollup) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    var type = new VersionedType<>(Event.class, new EventSerializer(List.of(rollup.source())));
    DataStream<Event> none = environment.fromData(List.of(Readings.event("A", 0, 0, 0)), type);
    windows =
        (OneInputTransformation<KeyedReading, RollupResult>)
            RollupStream.of(rollup, none, none).results().getTransformation();
    late = new OutputTag<>("too-late", windows.getInputType());
    if (rollup.window() instanceof WindowKind.Session session) {
      open =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new StillOpen(session, rollup, late)),
              KeyedReading::key,
              Types.STRING);
      open.setup(
          windows.getInputType().createSerializer(open.getExecutionConfig().getSerializerConfig()));
      open.open();
    }
    harness = harness();
    harness.open();
  }

  private KeyedOneInputStreamOperatorTestHarness<String, KeyedReading, RollupResult> harness()
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, KeyedReading, RollupResult> made =
        new KeyedOneInputStreamOperatorTestHarness<>(
            windows.getOperatorFactory(), KeyedReading::key, Types.STRING);
    made.setup(RollupResult.TYPE.createSerializer(made.getExecutionConfig().getSerializerConfig()));
    return made;
  }

  void add(KeyedReading reading) throws Exception {
    StreamRecord<KeyedReading> record = new StreamRecord<>(reading, reading.event().timestamp());
    if (open == null) {
      harness.processElement(record);
    } else {
      open.processElement(record);
      for (KeyedReading passed : open.extractOutputValues()) {
        harness.processElement(new StreamRecord<>(passed, passed.event().timestamp()));
      }
      open.getOutput().clear();
    }
    take();
  }

  void watermark(long time) throws Exception {
    if (open != null) {
      open.processWatermark(time);
      open.getOutput().clear();
    }
    harness.processWatermark(time);
    take();
  }

  /** Takes a savepoint, and goes on from it. */
  void restore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
  }

  private void take() {
    results.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
    tooLate += taken(harness.getSideOutput(late));
    tooLate += open == null ? 0 : taken(open.getSideOutput(late));
  }

  private static int taken(Queue<?> late) {
    int size = late == null ? 0 : late.size();
    if (late != null) {
      late.clear();
    }
    return size;
  }

  /** All results so far. */
  List<RollupResult> results() {
    return results;
  }

  int tooLate() {
    return tooLate;
  }

  /** Entries of keyed state that are left. */
  int stateEntries() {
    return harness.numKeyedStateEntries() + harness.numEventTimeTimers();
  }

  @Override
  public void close() throws Exception {
    harness.close();
    if (open != null) {
      open.close();
    }
  }
}
