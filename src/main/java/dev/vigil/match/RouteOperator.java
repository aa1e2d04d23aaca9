package dev.vigil.match;

import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.event.Event;
import dev.vigil.event.KeySpec;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Copies each event once for every key spec that a live rule uses on its stream. */
final class RouteOperator extends RuleFollower<Event, RoutedEvent> {
  private transient Map<String, Rule> live;
  private transient Map<String, List<KeySpec>> specs;
  private transient StreamRecord<RoutedEvent> reused;
  private transient Counter routed;
  private transient Counter unkeyed;

  @SuppressWarnings("NullAway.Init")
  RouteOperator(RuleBootstrap bootstrap, RuleReader reader) {
    super(bootstrap, reader);
  }

  @Override
  public void open() throws Exception {
    super.open();
    live = new LinkedHashMap<>();
    specs = new HashMap<>();
    reused = new StreamRecord<>(null);
    routed = metrics().counter("routed");
    unkeyed = metrics().counter("unkeyed");
    openRules();
  }

  @Override
  void ruleChanged(Rule rule, long revision) {
    live.put(rule.id(), rule);
    rebuild();
  }

  @Override
  void ruleRemoved(String rule, boolean deleted) {
    live.remove(rule);
    rebuild();
  }

  @Override
  public void processElement1(StreamRecord<Event> record) {
    Event event = record.getValue();
    for (KeySpec spec : specs.getOrDefault(event.schema().stream(), List.of())) {
      Optional<String> key = spec.key(event);
      if (key.isPresent()) {
        routed.inc();
        output.collect(reused.replace(new RoutedEvent(key.get(), event), event.timestamp()));
      } else {
        unkeyed.inc();
      }
    }
  }

  @Override
  public void processWatermark1(org.apache.flink.streaming.api.watermark.Watermark mark)
      throws Exception {
    output.emitWatermark(mark);
  }

  private void rebuild() {
    Map<String, Set<String>> byStream = new HashMap<>();
    Map<String, KeySpec> byText = new HashMap<>();
    for (Rule rule : live.values()) {
      KeySpec spec = new KeySpec(rule.plan().by());
      byText.put(spec.text(), spec);
      for (String stream : rule.plan().streams()) {
        byStream.computeIfAbsent(stream, unused -> new TreeSet<>()).add(spec.text());
      }
    }
    specs.clear();
    byStream.forEach(
        (stream, texts) -> {
          List<KeySpec> list = new ArrayList<>();
          texts.forEach(text -> list.add(byText.get(text)));
          specs.put(stream, list);
        });
  }
}
