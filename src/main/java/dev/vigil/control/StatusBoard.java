package dev.vigil.control;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the gate decided with what the match subtasks have in force, and says once of each
 * revision that it is active, when the last of them has it; again where it is told on another
 * topic. One subtask.
 */
final class StatusBoard extends CoProcessFunction<RuleStatus, Acknowledgement, RuleStatus>
    implements CheckpointedFunction {
  private static final ListStateDescriptor<Standing> STANDINGS =
      new ListStateDescriptor<>("standings", ControlTypes.STANDING);

  /** The topic that the standings were told on. */
  private static final ListStateDescriptor<String> TOPIC =
      new ListStateDescriptor<>("status-topic", Types.STRING);

  private final RuleSeed seed;
  private final String topic;
  private final Clock clock;
  private final Map<String, Standing> standings = new LinkedHashMap<>();
  private transient @Nullable Kept kept;

  private record Kept(ListState<Standing> standings, ListState<String> topic) {}

  /**
   * @param topic where statuses are told
   * @param clock tells when a status was said; serializable
   */
  StatusBoard(RuleSeed seed, String topic, Clock clock) {
    this.seed = seed;
    this.topic = topic;
    this.clock = clock;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    OperatorStateStore store = context.getOperatorStateStore();
    Kept restored = new Kept(store.getListState(STANDINGS), store.getListState(TOPIC));
    kept = restored;
    standings.clear();
    if (context.isRestored()) {
      boolean told = false;
      for (String before : restored.topic().get()) {
        told |= before.equals(topic);
      }
      for (Standing standing : restored.standings().get()) {
        standings.put(standing.rule, standing);
        if (!told) {
          standing.unsaid();
        }
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
    Kept written = kept;
    if (written == null) {
      throw new IllegalStateException("the status board is used before it is initialized");
    }
    // Copies: the snapshot is written while the board goes on.
    written.standings().update(standings.values().stream().map(Standing::copy).toList());
    written.topic().update(List.of(topic));
  }

  /** For tests: the rules that something is known of. */
  List<String> rules() {
    return List.copyOf(standings.keySet());
  }
}
