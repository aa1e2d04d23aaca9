package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.control.Acknowledgement;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.engine.MatchBuffer;
import dev.vigil.engine.SchemaTable;
import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Hosts every rule for every key: puts the events in order of time, and takes each rule's matches a
 * step further for each. All work is done between two watermarks, and so a change of the rules,
 * which arrives between two watermarks too, never splits what one watermark brought.
 *
 * <p>What is open is kept in memory and written behind to keyed state before each barrier.
 */
final class MatchOperator extends RuleFollower<RoutedEvent, Alert> {
  /** Open alerts of changed rules that are closed with each event: bounded work, no scan. */
  private static final int SWEEP = 64;

  private static final ListStateDescriptor<byte[]> SCHEMAS =
      new ListStateDescriptor<>("schemas", BytePrimitiveArraySerializer.INSTANCE);

  private final Share share;
  private final Catalog catalog;
  private final MatchOptions options;
  private final long checkpointInterval;

  private transient HostedRules hosted;
  private transient Hosting hosting;
  private transient OtherKeys otherKeys;
  private transient OutputTag<RoutedEvent> elsewhere;
  private transient OutputTag<Event> lateEvents;
  private transient SchemaTable schemas;
  private transient ListState<byte[]> definitions;
  private transient OrderingBuffer buffer;
  private transient KeyTimers timers;
  private transient WorkingSet keys;
  private transient WriteBehind behind;
  private transient MatchState state;
  private transient MatchBuffer matches;
  private transient RuleEvaluator evaluator;
  private transient NearMisses nearMisses;
  private transient Retired retired;
  private transient List<HostedRule> candidates;
  private transient List<RuleState> open;
  private transient StreamRecord<Alert> reused;
  private transient Counter late;
  private transient Counter unkeyed;
  private transient long lookups;
  private transient FedSignals fed;
  private transient EventTime time;
  private transient Observation.@Nullable Size told;
  private transient long flushNanos;
  private transient int flushedKeys;

  @SuppressWarnings("NullAway.Init")
  MatchOperator(
      Share share,
      RuleBootstrap bootstrap,
      RuleReader reader,
      Catalog catalog,
      MatchOptions options,
      long checkpointInterval) {
    super(bootstrap, reader);
    this.checkpointInterval = checkpointInterval;
    this.share = share;
    this.catalog = catalog;
    this.options = options;
  }

  Share share() {
    return share;
  }

  /**
   * What the schemas in images say is kept once, and not with each image. So is event time: what
   * was late before a restore is late after it, though all sources begin anew.
   */
  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    schemas = new SchemaTable(catalog);
    definitions = getOperatorStateBackend().getUnionListState(SCHEMAS);
    for (byte[] definition : definitions.get()) {
      schemas.define(definition);
    }
    fed = new FedSignals(getOperatorStateBackend());
    if (context.isRestored()) {
      fed.restore(lastRevision());
    }
    time = new EventTime(getOperatorStateBackend());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    definitions.update(schemas.definitions());
    fed.write();
    time.write();
  }

  @Override
  public void open() throws Exception {
    super.open();
    hosted = new HostedRules(catalog, fed);
    unkeyed = metrics().counter("unkeyed");
    otherKeys = new OtherKeys(metrics().counter("routed"), unkeyed, this::sendOn);
    elsewhere = Matching.elsewhere(catalog);
    lateEvents = Matching.late(catalog);
    buffer = new OrderingBuffer(catalog);
    matches = new MatchBuffer();
    candidates = new ArrayList<>();
    open = new ArrayList<>();
    reused = new StreamRecord<>(null);
    nearMisses = options.observed() ? NearMisses.to(this::observe) : NearMisses.UNTOLD;
    evaluator = new RuleEvaluator(this::emit, nearMisses);
    state = new MatchState(getKeyedStateBackend(), schemas);
    keys =
        new WorkingSet(
            options.workingSet(),
            new KeyStateFormat(schemas, lastRevision()),
            new RulesInForce(hosted, this::lastRevision, this::orphaned),
            state.keys());
    timers = new KeyTimers(keys, evaluator, options.keyTtl(), this::quarantine);
    behind = new WriteBehind(keys, checkpointInterval, now());
    retired = new Retired(keys, evaluator, this::emit);
    hosting = new Hosting(share, catalog, hosted, otherKeys, retired, matches, metrics());
    late = metrics().counter("late_after_idleness");
    metrics().gauge("buffered_events", () -> buffer.size());
    metrics().gauge("keys_in_memory", () -> keys.inMemory());
    metrics().gauge("keys_spilled", () -> keys.spilled());
    metrics().gauge("flush_nanos", () -> flushNanos);
    metrics().gauge("flushed_keys", () -> flushedKeys);
    openRules();
    fed.restored();
    restore();
  }

  private void restore() throws IOException {
    for (String key : keys.restore()) {
      KeyState restored = keys.open(key);
      for (RuleState rule : restored.rules) {
        rule.rule.opened(1);
        if (rule.alert != null) {
          rule.rule.openKeys.add(key);
        }
      }
      timers.restore(restored);
      keys.spill();
    }
    state.readBuffered(this::waitAgain, buffer::add);
  }

  /**
   * A reading that waited under its stream's own key; where that key is another now, it may belong
   * to another subtask, and is late.
   */
  private void waitAgain(RoutedEvent routed) {
    if (share == Share.OTHER_KEYS || OwnKey.isOf(routed)) {
      buffer.add(routed);
    } else {
      refuse(routed.event());
    }
  }

  @Override
  public void close() throws Exception {
    if (matches != null) {
      matches.close();
    }
    super.close();
  }

  /** Keyed state is read and written by key, not for the element at hand. */
  @Override
  public boolean hasKeyContext1() {
    return false;
  }

  @Override
  public void processElement1(StreamRecord<RoutedEvent> record) {
    RoutedEvent routed = record.getValue();
    if (routed.event().timestamp() > time.now()) {
      buffer.add(routed);
    } else {
      refuse(routed.event());
    }
  }

  private void refuse(Event event) {
    late.inc();
    output.collect(lateEvents, new StreamRecord<>(event));
  }

  @Override
  public void processElement2(StreamRecord<RuleUpdate> record) throws Exception {
    super.processElement2(record);
    retired.sweep(SWEEP, time.now());
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    int buffered = buffer.size();
    for (RoutedEvent routed : buffer.due(mark.getTimestamp())) {
      timers.passTo(routed.event().timestamp());
      process(routed);
      retired.sweep(SWEEP, time.now());
    }
    timers.passTo(mark.getTimestamp());
    time.advance(mark.getTimestamp());
    retired.sweep(SWEEP, time.now());
    behind.upTo(now());
    if (options.observed()) {
      observeSize(buffered);
    }
    output.emitWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    long began = System.nanoTime();
    retired.sweep(Integer.MAX_VALUE, time.now());
    flushedKeys = behind.atBarrier(now());
    state.writeBuffered(buffer);
    flushNanos = System.nanoTime() - began;
  }

  private void process(RoutedEvent routed) throws Exception {
    Event event = routed.event();
    RuleGroup group = hosted.group(routed.key());
    if (share == Share.OWN_KEYS && !OwnKey.isOf(routed)) {
      restoredCopy(routed);
      return;
    }
    otherKeys.route(event);
    if (group == null) {
      if (routed.key().equals(OwnKey.NONE)) {
        unkeyed.inc();
      }
      return; // no rule of this key spec, or none any more since the event was routed
    }
    KeyState key = null;
    if (!group.layout().isEmpty()) {
      key = keys.open(routed.key());
      key.layOut(group.layout());
      key.update(event);
    }
    candidates.clear();
    group.candidates(event, ++lookups, candidates);
    if (key == null) {
      key =
          candidates.isEmpty() ? keys.getIfChangedBy(routed.key(), event) : keys.open(routed.key());
      if (key == null) {
        return;
      }
      key.layOut(group.layout());
    }
    key.lastSeen = event.timestamp();
    key.dirty = true;
    evaluate(key, event);
    timers.settle(key, event.timestamp());
    keys.spill();
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  /**
   * A copy that waited in a savepoint of the time when one matcher hosted all rules. The event is
   * sent on when its copy by the own key comes, which there is if a rule asked for it. No rule asks
   * for one of a stream that conf no longer has.
   */
  private void restoredCopy(RoutedEvent routed) {
    Schema schema = routed.event().schema();
    if (catalog.schema(schema.stream()) != null && hosted.group(schema.keyPrefix()) == null) {
      sendOn(routed);
    }
  }

  private void sendOn(RoutedEvent routed) {
    output.collect(elsewhere, new StreamRecord<>(routed, routed.event().timestamp()));
  }

  private void evaluate(KeyState key, Event event) throws Exception {
    String stream = event.schema().stream();
    open.clear();
    open.addAll(key.rules);
    for (RuleState rule : open) {
      rule.rule.seen = lookups;
      CloseReason gone = rule.rule.gone();
      if (gone != null) {
        evaluator.drop(key, rule, event.timestamp(), gone);
      } else if (rule.rule.plan.streams().contains(stream)) {
        read(key, rule, rule.rule, event);
      }
    }
    for (HostedRule rule : candidates) {
      if (rule.seen != lookups) {
        read(key, null, rule, event);
      }
    }
  }

  private void read(KeyState key, @Nullable RuleState state, HostedRule rule, Event event) {
    try {
      evaluator.reading(key, state, rule, event);
    } catch (Exception e) {
      quarantine(rule, e);
    }
  }

  /** Takes a rule that fails out of service, so that it cannot take the others with it. */
  private void quarantine(HostedRule rule, Exception why) {
    setAside(rule.id(), rule.revision(), why);
    hosting.remove(rule.id(), CloseReason.RULE_UPDATED);
  }

  @Override
  long ruleChanged(Rule rule, long revision, long since) {
    return hosting.change(rule, revision, since);
  }

  @Override
  void ruleRemoved(String rule, boolean deleted) {
    hosting.remove(rule, deleted ? CloseReason.RULE_DELETED : CloseReason.RULE_UPDATED);
  }

  /** An open alert is read from state whose rule is in force no longer. */
  private void orphaned(Alert alert) {
    retired.add(
        alert, isPublished(alert.rule()) ? CloseReason.RULE_UPDATED : CloseReason.RULE_DELETED);
  }

  @Override
  void acknowledge(String rule, long revision, @Nullable String failure) {
    int subtasks = Share.COUNT * subtasks();
    output.collect(
        Matching.ACKNOWLEDGEMENTS,
        new StreamRecord<>(new Acknowledgement(rule, revision, subtask(), subtasks, failure)));
  }

  private int subtasks() {
    return getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
  }

  /** The number of this subtask among those of all matchers, which have the same parallelism. */
  private int subtask() {
    return share.number() * subtasks() + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }

  /** For tests: the keys of the subtask. */
  WorkingSet keys() {
    return keys;
  }

  /** For tests: what is due at them. */
  KeyTimers timers() {
    return timers;
  }

  private void observeSize(int buffered) {
    long kept = (long) keys.inMemory() + keys.spilled();
    Observation.Size size = new Observation.Size(subtask(), kept, hosted.open(), buffered);
    if (!size.equals(told)) {
      told = size;
      observe(size);
    }
  }

  private void observe(Observation observation) {
    output.collect(Matching.OBSERVATIONS, new StreamRecord<>(observation));
  }

  private void emit(Alert alert) {
    output.collect(reused.replace(alert, alert.timestamp()));
  }
}
