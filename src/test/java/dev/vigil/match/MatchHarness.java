package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertSerializer;
import dev.vigil.control.Acknowledgement;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleUpdate;
import dev.vigil.diagnostic.Span;
import dev.vigil.event.Event;
import dev.vigil.event.KeySpec;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The match operator alone, fed by hand. */
final class MatchHarness implements AutoCloseable {
  static final int MAX_PARALLELISM = 8;
  static final long CHECKPOINT_INTERVAL = 1_000;

  private final KeyedTwoInputStreamOperatorTestHarness<String, RoutedEvent, RuleUpdate, Alert>
      harness;
  final MatchOperator operator;

  MatchHarness(MatchOptions options, StateBackend backend, Map<String, Rule> texts, Rule... rules)
      throws Exception {
    this(options, backend, texts, 1, 0, null, rules);
  }

  MatchHarness(
      MatchOptions options,
      StateBackend backend,
      Map<String, Rule> texts,
      int parallelism,
      int subtask,
      OperatorSubtaskState restored,
      Rule... rules)
      throws Exception {
    Map<String, Rule> known = new HashMap<>(texts);
    List<RuleUpdate> first = new ArrayList<>();
    for (Rule rule : rules) {
      known.put(rule.id(), rule);
      first.add(new RuleUpdate(rule.id(), RuleUpdate.DIRECTORY, rule.id()));
    }
    operator =
        new MatchOperator(
            Share.OWN_KEYS,
            RuleBootstrap.of(first),
            source ->
                new Parsed(
                    List.of(new Parsed.Found(known.get(source.text()), Span.at(0))), List.of(), 1),
            Catalog.of(HandMade.AIR),
            options,
            CHECKPOINT_INTERVAL);
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            operator, RoutedEvent::key, null, Types.STRING, MAX_PARALLELISM, parallelism, subtask);
    harness.setStateBackend(backend);
    harness.setup(new AlertSerializer());
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
  }

  void send(Event event) throws Exception {
    String key = new KeySpec(List.of("station")).key(event).orElseThrow();
    harness.processElement1(new StreamRecord<>(new RoutedEvent(key, event)));
  }

  void publish(RuleUpdate update) throws Exception {
    harness.processElement2(new StreamRecord<>(update));
  }

  void watermark(long time) throws Exception {
    harness.processWatermark1(new Watermark(time));
  }

  /** Lets processing time pass. */
  void pass(long millis) throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + millis);
  }

  OperatorSubtaskState snapshot(long id) throws Exception {
    harness.prepareSnapshotPreBarrier(id);
    return harness.snapshot(id, id);
  }

  List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    harness.extractOutputValues().forEach(alerts::add);
    return alerts;
  }

  /** {@code rule station status time} of each alert so far. */
  List<String> summary() {
    return alerts().stream()
        .map(
            alert ->
                alert.rule()
                    + " "
                    + String.join(",", alert.key().values())
                    + " "
                    + alert.status()
                    + " "
                    + (alert.end() == null ? alert.timestamp() : alert.end()))
        .toList();
  }

  /** Readings that came too late. */
  List<Event> late() {
    List<Event> late = new ArrayList<>();
    var queue = harness.getSideOutput(Matching.late(Catalog.of(HandMade.AIR)));
    if (queue != null) {
      queue.forEach(record -> late.add(record.getValue()));
    }
    return late;
  }

  List<Acknowledgement> acknowledgements() {
    List<Acknowledgement> said = new ArrayList<>();
    var queue = harness.getSideOutput(Matching.ACKNOWLEDGEMENTS);
    if (queue != null) {
      queue.forEach(record -> said.add(record.getValue()));
    }
    return said;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
