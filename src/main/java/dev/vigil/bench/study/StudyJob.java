package dev.vigil.bench.study;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job that is running, and what Flink says of it. */
final class StudyJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 1;
  private static final int POLLS_PER_LOOK = 200;
  private static final int MOST_TRIES = 10;

  private final MiniCluster cluster;
  private final JobID id;
  private final LiveRun run;

  StudyJob(MiniCluster cluster, JobID id, LiveRun run) {
    this.cluster = cluster;
    this.id = id;
    this.run = run;
  }

  /** Something that comes true. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until all tasks are running. */
  void awaitRunning() throws Exception {
    await(
        "all tasks to run",
        () -> {
          AccessExecutionGraph graph = graph();
          for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            ExecutionState state = vertex.getExecutionState();
            if (state != ExecutionState.RUNNING && state != ExecutionState.FINISHED) {
              return false;
            }
          }
          return graph.getState() == JobStatus.RUNNING;
        });
  }

  /** Waits until the job has been restarted and all tasks are running again. */
  void awaitRestarted() throws Exception {
    await(
        "a restart",
        () -> {
          for (AccessExecutionVertex vertex : graph().getAllExecutionVertices()) {
            if (vertex.getCurrentExecutionAttempt().getAttemptNumber() == 0
                && vertex.getExecutionState() != ExecutionState.FINISHED) {
              return false;
            }
          }
          return true;
        });
    awaitRunning();
  }

  /** Waits until the matcher is done with so many readings. */
  void awaitPosition(long readings) throws Exception {
    await("reading " + readings, () -> run.position() >= readings);
  }

  /**
   * Waits until it holds.
   *
   * @throws IllegalStateException if the job has ended, or after five minutes
   */
  void await(String what, Condition condition) throws Exception {
    if (!comesTrue(PATIENCE, condition)) {
      throw new IllegalStateException(
          "waited too long for " + what + ", at reading " + run.position());
    }
  }

  /**
   * Waits for some time until it holds; returns whether it does.
   *
   * @throws IllegalStateException if the job has ended
   */
  boolean comesTrue(Duration patience, Condition condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int polls = 1; !condition.holds(); polls++) {
      if (polls % POLLS_PER_LOOK == 0 && cluster.getJobStatus(id).get().isTerminalState()) {
        cluster.requestJobResult(id).get().toJobExecutionResult(getClass().getClassLoader());
        throw new IllegalStateException("the job ended at reading " + run.position());
      }
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  /** Readings a second that the matcher is done with, over some seconds from now. */
  double rate(double seconds) throws Exception {
    long from = run.position();
    long start = System.nanoTime();
    long until = start + (long) (seconds * 1e9);
    await("the measurement", () -> System.nanoTime() >= until && run.position() > from);
    return (run.position() - from) / ((System.nanoTime() - start) / 1e9);
  }

  /** Lets no more readings go, and waits until the matcher is done with those sent. */
  void drain() throws Exception {
    long sent = run.throttle().hold();
    await("the end of " + sent + " readings", () -> run.hasDone(sent));
  }

  /** Makes a checkpoint; returns what Flink says of it. */
  CompletedCheckpointStats checkpoint() throws Exception {
    String path = "";
    for (int tries = 1; path.isEmpty(); tries++) {
      try {
        path = cluster.triggerCheckpoint(id).get();
      } catch (ExecutionException declined) {
        // The source of the rules may just be ending.
        if (tries == MOST_TRIES) {
          throw declined;
        }
      }
    }
    return completed(path);
  }

  private CompletedCheckpointStats completed(String path) throws Exception {
    List<CompletedCheckpointStats> all = new ArrayList<>();
    await(
        "checkpoint " + path,
        () -> {
          all.clear();
          all.addAll(checkpoints());
          return all.stream().anyMatch(done -> path.endsWith(done.getExternalPath()));
        });
    return all.stream()
        .filter(done -> path.endsWith(done.getExternalPath()))
        .findFirst()
        .orElseThrow();
  }

  /** The checkpoints completed so far, oldest first. */
  List<CompletedCheckpointStats> checkpoints() throws Exception {
    List<CompletedCheckpointStats> completed = new ArrayList<>();
    for (AbstractCheckpointStats one :
        graph().getCheckpointStatsSnapshot().getHistory().getCheckpoints()) {
      if (one instanceof CompletedCheckpointStats done) {
        completed.add(0, done);
      }
    }
    return completed;
  }

  /** Milliseconds that the slowest task needed from its start until its state was restored. */
  long restoreMillis() throws Exception {
    awaitRunning();
    long slowest = 0;
    for (AccessExecutionJobVertex vertex : graph().getAllVertices().values()) {
      for (AccessExecutionVertex task : vertex.getTaskVertices()) {
        if (task.getStateTimestamp(ExecutionState.RUNNING) > 0) {
          slowest =
              Math.max(
                  slowest,
                  task.getStateTimestamp(ExecutionState.RUNNING)
                      - task.getStateTimestamp(ExecutionState.INITIALIZING));
        }
      }
    }
    return slowest;
  }

  private AccessExecutionGraph graph() throws ExecutionException, InterruptedException {
    return cluster.getExecutionGraph(id).get();
  }

  /** Cancels the job and waits until it is over; its last checkpoint stays. */
  void cancel() throws Exception {
    cluster.cancelJob(id).get();
    cluster.requestJobResult(id).get();
  }

  @Override
  public void close() throws Exception {
    if (!cluster.getJobStatus(id).get().isTerminalState()) {
      cancel();
    }
  }
}
