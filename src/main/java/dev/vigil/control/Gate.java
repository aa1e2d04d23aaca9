package dev.vigil.control;

import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets good control records through as rule updates, and says of every record what it made of it.
 * One subtask, so that all see the same order.
 */
final class Gate extends ProcessFunction<ControlRecord, RuleUpdate>
    implements CheckpointedFunction {
  static final OutputTag<RuleStatus> VERDICTS = new OutputTag<>("verdicts", ControlTypes.STATUS);

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final ListStateDescriptor<RuleUpdate> LIVE =
      new ListStateDescriptor<>("live-rules", ControlTypes.UPDATE);
  private static final ListStateDescriptor<Long> HIGHEST =
      new ListStateDescriptor<>("highest-revision", Types.LONG);

  private final RuleSeed seed;
  private transient @Nullable Opened opened;

  Gate(RuleSeed seed) {
    this.seed = seed;
  }

  /** What it works with once it runs. */
  private record Opened(
      RuleSet rules,
      ListState<RuleUpdate> live,
      ListState<Long> highest,
      Counter accepted,
      Counter refused) {}

  private Opened opened() {
    if (opened == null) {
      throw new IllegalStateException("the gate is used before it is initialized");
    }
    return opened;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ListState<RuleUpdate> live = context.getOperatorStateStore().getListState(LIVE);
    ListState<Long> highest = context.getOperatorStateStore().getListState(HIGHEST);
    RuleSet rules = seed.open();
    if (context.isRestored()) {
      rules = seed.empty();
      for (RuleUpdate good : live.get()) {
        rules.restore(good);
      }
      for (long revision : highest.get()) {
        rules.taken(revision);
      }
      warnOfChanges(rules.live());
    }
    opened = opened(rules, live, highest, getRuntimeContext());
  }

  private static Opened opened(
      RuleSet rules, ListState<RuleUpdate> live, ListState<Long> highest, RuntimeContext context) {
    MetricGroup metrics = context.getMetricGroup().addGroup("vigil").addGroup("rules");
    metrics.gauge("live", () -> rules.live().size());
    return new Opened(
        rules, live, highest, metrics.counter("accepted"), metrics.counter("refused"));
  }

  /** A restored job goes on with its rules: the directory is what a fresh one starts from. */
  private void warnOfChanges(Iterable<RuleUpdate> restored) {
    List<RuleUpdate> fresh = seed.directory();
    for (RuleUpdate before : restored) {
      if (before.revision() == RuleUpdate.DIRECTORY && !fresh.contains(before)) {
        LOG.warn(
            "rule {} of the directory has changed, and the restored job keeps the one it had; "
                + "publish it on the control topic to change it",
            before.rule());
      }
    }
  }

  @Override
  public void processElement(ControlRecord record, Context context, Collector<RuleUpdate> out) {
    Opened gate = opened();
    Verdict verdict = gate.rules().judge(record);
    if (verdict instanceof Verdict.Accepted accepted) {
      gate.accepted().inc();
      out.collect(accepted.update());
    } else {
      gate.refused().inc();
      LOG.warn("{} refused: {}", record, verdict.status().errors());
    }
    context.output(VERDICTS, verdict.status());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Opened gate = opened();
    gate.live().update(List.copyOf(gate.rules().live()));
    gate.highest().update(List.of(gate.rules().highest()));
  }
}
