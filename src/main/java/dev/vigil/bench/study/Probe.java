package dev.vigil.bench.study;

import dev.vigil.alert.Alert;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Chained behind a matcher subtask: tells the run its alerts, how far it is, and how long it stood
 * still. Watermarks come every few milliseconds, so a long time between two of them is one in which
 * nothing was processed.
 */
final class Probe extends AbstractStreamOperator<Alert>
    implements OneInputStreamOperator<Alert, Alert> {
  private static final long serialVersionUID = 1;

  private final String name;
  private transient LiveRun run;
  private transient int subtask;
  private transient long last;
  private transient boolean timed;
  private transient boolean checkpoint;

  @SuppressWarnings("NullAway.Init") // Flink opens it before anything else
  Probe(LiveRun run) {
    name = run.name();
    chainingStrategy = ChainingStrategy.ALWAYS;
  }

  @Override
  public void open() throws Exception {
    super.open();
    run = LiveRun.named(name);
    subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    run.passed(subtask, 0);
  }

  @Override
  public void processElement(StreamRecord<Alert> record) {
    run.alert(record.getValue());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long now = System.nanoTime();
    boolean measuring = run.gaps().measuring();
    if (timed && measuring) {
      run.gaps().add(now - last, checkpoint);
    }
    timed = measuring;
    checkpoint = false;
    last = now;
    run.passed(subtask, mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  protected void reportOrForwardLatencyMarker(LatencyMarker marker) {
    if (run.markers().measuring()) {
      long millis = System.currentTimeMillis() - marker.getMarkedTime();
      run.markers().add(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  /** Called right after the matcher's, which is when that has written its working set. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    checkpoint = true;
    if (timed && run.gaps().measuring()) {
      run.gaps().addFlush(System.nanoTime() - last);
    }
  }
}
