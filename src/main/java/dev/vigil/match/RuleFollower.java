package dev.vigil.match;

import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleUpdate;
import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator whose second input is the broadcast of rule updates. It keeps the texts of the rules
 * in broadcast state; on a fresh start it reads the rule set before its first event. An update that
 * is not above the last revision seen was known at the start, and changes nothing.
 *
 * <p>The rule input's watermark is ignored: rules must not hold the readings back. Where the rules
 * never change there is no such input, and the operator is attached by its first alone.
 */
abstract class RuleFollower<IN, OUT> extends AbstractStreamOperator<OUT>
    implements OneInputStreamOperator<IN, OUT>, TwoInputStreamOperator<IN, RuleUpdate, OUT> {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFollower.class);

  static final MapStateDescriptor<String, RuleUpdate> RULES =
      new MapStateDescriptor<>("rules", Types.STRING, ControlTypes.UPDATE);
  private static final MapStateDescriptor<String, Long> PROGRESS =
      new MapStateDescriptor<>("progress", Types.STRING, Types.LONG);
  private static final String REVISION = "revision";

  /** By rule, the revision since which what matches of it has been alike. */
  private static final MapStateDescriptor<String, Long> SINCE =
      new MapStateDescriptor<>("since", Types.STRING, Types.LONG);

  private final RuleBootstrap bootstrap;
  private final RuleReader reader;

  private transient BroadcastState<String, RuleUpdate> rules;
  private transient BroadcastState<String, Long> progress;
  private transient BroadcastState<String, Long> since;
  private transient long lastRevision;
  private transient Counter quarantined;
  private transient boolean restored;

  /** Rules whose revision in force is set aside, with the reason. */
  private transient Map<String, String> setAside;

  @SuppressWarnings("NullAway.Init") // Flink's own life cycle: transient fields are set in open
  RuleFollower(RuleBootstrap bootstrap, RuleReader reader) {
    this.bootstrap = bootstrap;
    this.reader = reader;
    chainingStrategy = ChainingStrategy.ALWAYS; // where it has one input, from its own subtask
  }

  /**
   * A rule is new, or has a new revision.
   *
   * @param since what is returned where nothing like it was in force
   * @return the revision since which what matches of the rule has been alike
   */
  abstract long ruleChanged(Rule rule, long revision, long since);

  /** A rule is no longer evaluated: it was deleted, or its new revision switches it off. */
  abstract void ruleRemoved(String rule, boolean deleted);

  /** A revision is in force here, or was set aside for a failure. */
  void acknowledge(String rule, long revision, @Nullable String failure) {}

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    rules = getOperatorStateBackend().getBroadcastState(RULES);
    progress = getOperatorStateBackend().getBroadcastState(PROGRESS);
    since = getOperatorStateBackend().getBroadcastState(SINCE);
    Long known = progress.get(REVISION);
    lastRevision = known == null ? Long.MIN_VALUE : known;
    restored = context.isRestored();
    setAside = new HashMap<>();
  }

  @Override
  public void open() throws Exception {
    super.open();
    // Else an idle source would hold event time back for as long as the rules' input is active.
    processWatermarkStatus2(WatermarkStatus.IDLE);
  }

  /** The group of Vigil's own metrics. */
  final MetricGroup metrics() {
    return getMetricGroup().addGroup("vigil");
  }

  /** Brings the rules in force, from state or from where they are published. */
  void openRules() throws Exception {
    quarantined = metrics().counter("rules_quarantined");
    metrics().gauge("rules_set_aside", this::rulesSetAside);
    if (!restored) {
      for (RuleUpdate update : bootstrap.load()) {
        remember(update);
      }
    }
    List<RuleUpdate> known = new ArrayList<>();
    for (Map.Entry<String, RuleUpdate> entry : rules.immutableEntries()) {
      known.add(entry.getValue());
    }
    known.sort((a, b) -> a.rule().compareTo(b.rule()));
    for (RuleUpdate update : known) {
      Long alike = since.get(update.rule());
      apply(update, alike == null ? Long.MIN_VALUE : alike); // an earlier release kept none
    }
  }

  @Override
  public final void processElement(StreamRecord<IN> record) throws Exception {
    processElement1(record);
  }

  @Override
  public final void processWatermark(Watermark mark) throws Exception {
    processWatermark1(mark);
  }

  @Override
  public void processElement2(StreamRecord<RuleUpdate> record) throws Exception {
    RuleUpdate update = record.getValue();
    if (update.revision() > lastRevision) {
      remember(update);
      apply(update, update.revision());
    } else {
      acknowledgeKnown(update);
    }
  }

  @Override
  public void processWatermark2(Watermark mark) {}

  /** The revision of a rule that is in force or set aside, if it is that one. */
  private void acknowledgeKnown(RuleUpdate update) throws Exception {
    RuleUpdate current = rules.get(update.rule());
    boolean same = current == null ? update.isDeletion() : current.revision() == update.revision();
    if (same) {
      acknowledge(update.rule(), update.revision(), setAside.get(update.rule()));
    }
  }

  private void remember(RuleUpdate update) throws Exception {
    if (update.isDeletion()) {
      rules.remove(update.rule());
    } else {
      rules.put(update.rule(), update);
    }
    lastRevision = Math.max(lastRevision, update.revision());
    progress.put(REVISION, lastRevision);
  }

  /** The highest revision of any rule that has come. */
  final long lastRevision() {
    return lastRevision;
  }

  private void apply(RuleUpdate update, long alikeSince) throws Exception {
    setAside.remove(update.rule());
    if (update.text() == null) {
      since.remove(update.rule());
      ruleRemoved(update.rule(), true);
      acknowledge(update.rule(), update.revision(), null);
      return;
    }
    Source source = new Source(update.rule() + "@" + update.revision(), update.text());
    Parsed read = reader.read(source);
    boolean good =
        read.rules().size() == 1 && read.diagnostics().stream().noneMatch(Diagnostic::isError);
    if (!good) {
      // It passed the gate once, but may be no rule for the streams of today's conf.
      ruleRemoved(update.rule(), false);
      setAside(
          update.rule(),
          update.revision(),
          new IllegalArgumentException(read.diagnostics().toString()));
      return;
    }
    Rule rule = read.rules().get(0);
    if (rule.mode() == Mode.OFF) {
      ruleRemoved(rule.id(), false);
    } else {
      since.put(rule.id(), ruleChanged(rule, update.revision(), alikeSince));
    }
    acknowledge(update.rule(), update.revision(), null);
  }

  /** Whether there is a rule of that id, be it in force, switched off or set aside. */
  final boolean isPublished(String rule) {
    try {
      return rules.contains(rule);
    } catch (Exception e) {
      throw new IllegalStateException("the rules in state cannot be read", e);
    }
  }

  /** How many rules are published and not evaluated here, because they failed. */
  final int rulesSetAside() {
    return setAside.size();
  }

  /** Says, counts and logs that a rule is not evaluated though it is published. */
  final void setAside(String rule, long revision, Exception why) {
    quarantined.inc();
    LOG.error("rule {} of revision {} is set aside", rule, revision, why);
    String failure = String.valueOf(why.getMessage());
    setAside.put(rule, failure);
    acknowledge(rule, revision, failure);
  }
}
