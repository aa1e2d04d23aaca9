package dev.vigil.match;

import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.engine.MatchBuffer;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/** Takes in rules as they come, change and go: those of its share are hosted, or sent readings. */
final class Hosting {
  private final Share share;
  private final Catalog catalog;
  private final HostedRules hosted;
  private final OtherKeys otherKeys;
  private final Retired retired;
  private final MatchBuffer matches;
  private final MetricGroup metrics;

  /** By rule, for all its revisions: Flink keeps the first metric of a name. */
  private final Map<String, RuleMetrics> ruleMetrics = new HashMap<>();

  Hosting(
      Share share,
      Catalog catalog,
      HostedRules hosted,
      OtherKeys otherKeys,
      Retired retired,
      MatchBuffer matches,
      MetricGroup metrics) {
    this.share = share;
    this.catalog = catalog;
    this.hosted = hosted;
    this.otherKeys = otherKeys;
    this.retired = retired;
    this.matches = matches;
    this.metrics = metrics;
  }

  /** A rule is new, or has a new revision; see {@link RuleFollower#ruleChanged}. */
  long change(Rule rule, long revision, long since) {
    if (!share.hosts(rule, catalog)) {
      remove(rule.id(), CloseReason.RULE_UPDATED);
      if (share == Share.OWN_KEYS) {
        otherKeys.put(rule);
      }
      return since;
    }
    otherKeys.remove(rule.id());
    HostedRule before = hosted.find(rule.id());
    if (before != null && before.matchesLike(rule)) {
      before.revise(rule, revision);
      return before.since;
    }
    if (before != null) {
      retire(before, CloseReason.RULE_UPDATED);
    }
    RuleMetrics counts = ruleMetrics.computeIfAbsent(rule.id(), id -> new RuleMetrics(metrics, id));
    hosted.put(new HostedRule(rule, revision, since, matches, counts));
    return since;
  }

  /** A rule is no longer evaluated; the alerts it has open close for the reason. */
  void remove(String rule, CloseReason reason) {
    otherKeys.remove(rule);
    HostedRule before = hosted.remove(rule);
    if (before != null) {
      retire(before, reason);
    }
  }

  private void retire(HostedRule rule, CloseReason reason) {
    rule.retire(reason);
    retired.add(rule);
  }
}
