package dev.vigil.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.match.Observation.NearMiss;
import dev.vigil.rule.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A backtest as one JSON object. */
public final class JsonReport {
  private static final double SECOND = 1_000.0;

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  public JsonReport history(Replayed replayed) {
    json.put("readings", replayed.readings());
    json.put("evaluated", replayed.evaluated());
    ObjectNode dead = json.putObject("dead_letters");
    replayed.dead().forEach((reason, count) -> dead.put(reason.label(), count));
    if (replayed.last() >= replayed.first()) {
      json.put("first", Words.time(replayed.first()));
      json.put("last", Words.time(replayed.last()));
    }
    json.put("seconds", replayed.seconds());
    json.put("readings_per_s", Math.round(replayed.rate()));
    return this;
  }

  public JsonReport rules(Ledger ledger) {
    ObjectNode rules = json.putObject("rules");
    ledger.tallies().forEach((name, tally) -> write(tally, rules.putObject(name)));
    ObjectNode failed = json.putObject("set_aside");
    ledger.setAside().forEach(failed::put);
    return this;
  }

  /** One row a rule and value: {@code {"rule", "threshold", "alerts", …}}. */
  public JsonReport sweep(Sweep sweep, List<Rule> rules, Ledger ledger) {
    json.put("sweep", sweep.name());
    ArrayNode rows = json.putArray("rows");
    for (Rule rule : rules) {
      for (BigDecimal value : sweep.values()) {
        RuleTally tally = ledger.tally(sweep.variant(rule, value));
        ObjectNode row = rows.addObject();
        row.put("rule", rule.id());
        row.put("value", value);
        share(tally.all(), row);
        row.put("open", tally.open());
        row.put("keys", tally.keys().size());
      }
    }
    return this;
  }

  /** Every alert that only one side has. */
  public JsonReport comparison(Comparison comparison) {
    ArrayNode added = json.putArray("added");
    ArrayNode removed = json.putArray("removed");
    for (Comparison.Difference one : comparison.differences()) {
      ObjectNode alert = (one.added() ? added : removed).addObject();
      alert.put("rule", one.rule());
      alert.put("key", one.key());
      alert.put("start", Words.time(one.start()));
      alert.put("at", Words.time(one.at()));
    }
    return this;
  }

  public JsonReport peak(Peak peak) {
    ObjectNode most = json.putObject("peak");
    most.put("open", peak.open());
    most.put("keys", peak.keys());
    most.put("buffered", peak.buffered());
    return this;
  }

  /** Of each rule how many there were, and the longest of them. */
  public JsonReport nearMisses(List<Rule> rules, Ledger ledger) {
    ObjectNode all = json.putObject("near_misses");
    for (Rule rule : rules) {
      NearMissTally tally = ledger.nearMisses(rule.id());
      ObjectNode own = all.putObject(rule.id());
      own.put("count", tally.count());
      ArrayNode longest = own.putArray("longest");
      for (NearMiss miss : tally.longest()) {
        ObjectNode one = longest.addObject();
        ObjectNode key = one.putObject("key");
        miss.key().forEach(key::put);
        one.put("start", Words.time(miss.start()));
        one.put("end", Words.time(miss.end()));
        one.put("missing", Missing.of(rule, miss));
      }
    }
    return this;
  }

  private static void write(RuleTally tally, ObjectNode into) {
    share(tally.all(), into);
    into.put("open", tally.open());
    ObjectNode keys = into.putObject("keys");
    for (Map.Entry<String, RuleTally.Share> key : tally.keys().entrySet()) {
      share(key.getValue(), keys.putObject(key.getKey()));
    }
    ObjectNode days = into.putObject("days");
    tally.days().forEach((day, alerts) -> days.put(day.toString(), alerts));
  }

  private static void share(RuleTally.Share share, ObjectNode into) {
    into.put("alerts", share.alerts());
    into.put("in_alert_s", share.millis() / SECOND);
  }

  public ObjectNode json() {
    return json;
  }
}
