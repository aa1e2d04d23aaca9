package dev.vigil.control;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets good control records through as rule updates, and says of every record what it made of it.
 * One subtask, so that all see the same order. After a restore it says so again of the live rules,
 * for whom it tells may be new.
 */
final class Gate extends AbstractStreamOperator<RuleUpdate>
    implements OneInputStreamOperator<ControlRecord, RuleUpdate> {
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
    chainingStrategy = ChainingStrategy.ALWAYS;
  }

  /** What it works with once it runs. */
  private record Opened(
      RuleSet rules,
      boolean restored,
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
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    OperatorStateStore store = context.getOperatorStateStore();
    ListState<RuleUpdate> live = store.getListState(LIVE);
    ListState<Long> highest = store.getListState(HIGHEST);
    RuleSet rules = context.isRestored() ? restored(live, highest) : seed.open();
    MetricGroup own = getMetricGroup().addGroup("vigil").addGroup("rules");
    own.gauge("live", () -> rules.live().size());
    opened =
        new Opened(
            rules,
            context.isRestored(),
            live,
            highest,
            own.counter("accepted"),
            own.counter("refused"));
  }

  private RuleSet restored(ListState<RuleUpdate> live, ListState<Long> highest) throws Exception {
    RuleSet rules = seed.empty();
    for (RuleUpdate good : live.get()) {
      rules.restore(good);
    }
    for (long revision : highest.get()) {
      rules.taken(revision);
    }
    warnOfChanges(rules.live());
    return rules;
  }

  @Override
  public void open() throws Exception {
    super.open();
    Opened gate = opened();
    if (gate.restored()) {
      for (RuleStatus verdict : gate.rules().verdicts()) {
        output.collect(VERDICTS, new StreamRecord<>(verdict));
      }
    }
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
  public void processElement(StreamRecord<ControlRecord> element) {
    ControlRecord record = element.getValue();
    Opened gate = opened();
    Verdict verdict = gate.rules().judge(record);
    if (verdict instanceof Verdict.Accepted accepted) {
      gate.accepted().inc();
      output.collect(new StreamRecord<>(accepted.update()));
    } else {
      gate.refused().inc();
      LOG.warn("{} refused: {}", record, verdict.status().errors());
    }
    output.collect(VERDICTS, new StreamRecord<>(verdict.status()));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Opened gate = opened();
    gate.live().update(List.copyOf(gate.rules().live()));
    gate.highest().update(List.of(gate.rules().highest()));
  }
}
