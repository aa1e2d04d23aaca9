package dev.vigil.match;

import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.alert.AlertWriter;
import dev.vigil.condition.Checked;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Stages;
import dev.vigil.engine.Engine;
import dev.vigil.engine.MatchBuffer;
import dev.vigil.event.FieldType;
import dev.vigil.event.Keys;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Starts;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Rule;
import dev.vigil.signal.SignalCall;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule as one subtask runs it. A new revision that matches alike takes the place of the old in
 * the same object, and so keeps what is open; one that does not is another object.
 */
final class HostedRule {
  private Rule rule;
  private long revision;
  private AlertWriter alerts;
  private long resolvesBy;
  private @Nullable CloseReason gone;
  private long open;
  Plan plan;
  final String spec;

  /** What images of keys name it by: equal for what may share state, in every JVM. */
  final long number;

  final Engine engine;
  final RuleMetrics metrics;

  /** Of these one must be true of a reading that starts a match; empty where any reading may. */
  final List<Checked> starts;

  /** Keys with an open alert, so that a deletion can close them without a scan of all keys. */
  final Set<String> openKeys = new HashSet<>();

  /** The revision since which what matches of the rule has been alike. */
  final long since;

  /** Last lookup in which the index named this rule; see {@link RuleIndex}. */
  private long named;

  /** Last event for which a key had something of this rule open. */
  long seen;

  /** Whether any of its signals is a text. */
  final boolean readsTexts;

  /** Where each signal of the rule lies among those of its group. */
  int[] slots = {};

  HostedRule(Rule rule, long revision, long since, MatchBuffer buffer, RuleMetrics metrics) {
    this.rule = rule;
    this.since = since;
    this.plan = rule.plan();
    this.revision = revision;
    this.spec = Keys.spec(plan.by());
    this.number = number(rule.id(), plan.fingerprint());
    this.engine = Engine.of(plan, buffer);
    this.alerts = new AlertWriter(rule, revision);
    this.metrics = metrics;
    metrics.show(() -> open);
    this.resolvesBy = resolvesBy(plan);
    this.starts = Starts.of(plan);
    this.readsTexts = plan.signals().stream().anyMatch(call -> call.result() == FieldType.STRING);
  }

  private static long number(String id, String fingerprint) {
    return number(id + '\n' + fingerprint);
  }

  private static long number(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }

  private static long resolvesBy(Plan plan) {
    return plan.lifecycle() instanceof Lifecycle.Until until ? number(until.meaning()) : 0;
  }

  String id() {
    return rule.id();
  }

  long revision() {
    return revision;
  }

  AlertWriter alerts() {
    return alerts;
  }

  /** Where a signal of the rule lies among those of its group. */
  int slot(SignalCall call) {
    return slots[plan.signals().indexOf(call)];
  }

  /**
   * Whether what is open under this revision means the same in the next one. An alert is a shadow
   * or none for as long as it is open.
   */
  boolean matchesLike(Rule next) {
    return plan.fingerprint().equals(next.plan().fingerprint())
        && plan.lifecycle().getClass() == next.plan().lifecycle().getClass()
        && (rule.mode() == Mode.SHADOW) == (next.mode() == Mode.SHADOW);
  }

  /** A number for the condition that resolves its alerts, equal for what says the same. */
  long resolvesBy() {
    return resolvesBy;
  }

  /** Why the rule is in force no longer, or null while it is. */
  @Nullable CloseReason gone() {
    return gone;
  }

  void retire(CloseReason reason) {
    gone = reason;
    metrics.show(() -> 0);
  }

  /** Keys have something open of the rule, or fewer have. */
  void opened(int keys) {
    open += keys;
  }

  /** Keys for which it has something open. */
  long open() {
    return open;
  }

  /** Takes a revision that {@link #matchesLike} this one. */
  void revise(Rule next, long nextRevision) {
    rule = next;
    plan = next.plan();
    resolvesBy = resolvesBy(plan);
    revision = nextRevision;
    alerts = new AlertWriter(next, nextRevision);
  }

  /** Adds the rule to those an event may start, unless this lookup has named it before. */
  void name(long lookup, List<HostedRule> out) {
    if (named != lookup) {
      named = lookup;
      out.add(this);
    }
  }

  /** Whether a key of which nothing is open may start a match with the reading. */
  boolean mayStart(Reading reading) {
    if (starts.isEmpty()) {
      return true;
    }
    boolean unknown = false;
    for (Checked start : starts) {
      switch (start.condition().test(reading, Stages.NONE)) {
        case TRUE -> {
          return true;
        }
        case UNKNOWN -> unknown = true;
        case FALSE -> {}
      }
    }
    if (unknown) {
      metrics.unknown();
    }
    return false;
  }
}
