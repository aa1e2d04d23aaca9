package dev.vigil.control;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the gate decided with what the match subtasks have in force, and says once of each
 * revision that it is active, when the last of them has it. One subtask.
 */
final class StatusBoard extends CoProcessFunction<RuleStatus, Acknowledgement, RuleStatus>
    implements CheckpointedFunction {
  private static final ListStateDescriptor<Standing> STANDINGS =
      new ListStateDescriptor<>("standings", ControlTypes.STANDING);

  private final RuleSeed seed;
  private final Clock clock;
  private final Map<String, Standing> standings = new LinkedHashMap<>();
  private transient @Nullable ListState<Standing> state;

  /**
   * @param clock tells when a status was said; serializable
   */
  StatusBoard(RuleSeed seed, Clock clock) {
    this.seed = seed;
    this.clock = clock;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ListState<Standing> restored = context.getOperatorStateStore().getListState(STANDINGS);
    state = restored;
    standings.clear();
    if (context.isRestored()) {
      for (Standing standing : restored.get()) {
        standings.put(standing.rule, standing);
      }
    } else {
      seed.verdicts().forEach(verdict -> standing(verdict.rule()).judged(verdict));
    }
  }

  @Override
  public void processElement1(RuleStatus verdict, Context context, Collector<RuleStatus> out) {
    Standing standing = standing(verdict.rule());
    standing.judged(verdict);
    say(standing, out);
  }

  @Override
  public void processElement2(Acknowledgement said, Context context, Collector<RuleStatus> out) {
    Standing standing = standing(said.rule());
    if (said.failure() != null) {
      out.collect(standing.failed(said, said.failure(), clock.millis()));
      return;
    }
    standing.acknowledged(said);
    say(standing, out);
  }

  private Standing standing(String rule) {
    return standings.computeIfAbsent(rule, Standing::new);
  }

  private void say(Standing standing, Collector<RuleStatus> out) {
    standing.due(clock.millis()).ifPresent(out::collect);
    if (standing.isOver()) {
      standings.remove(standing.rule);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    ListState<Standing> kept = state;
    if (kept == null) {
      throw new IllegalStateException("the status board is used before it is initialized");
    }
    // Copies: the snapshot is written while the board goes on.
    kept.update(standings.values().stream().map(Standing::copy).toList());
  }

  /** For tests: the rules that something is known of. */
  List<String> rules() {
    return List.copyOf(standings.keySet());
  }
}
