package dev.vigil.ruletest;

import dev.vigil.alert.Alert;
import dev.vigil.control.Acknowledgement;
import dev.vigil.control.ControlTypes;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * What came of a test while it ran. The cluster is in this JVM, so its tasks find it in a static
 * map.
 */
final class Outcome implements AutoCloseable {
  private static final Map<String, Outcome> OPEN = new ConcurrentHashMap<>();

  private final String run = UUID.randomUUID().toString();
  private final List<RaisedAlert> alerts = new ArrayList<>();
  private final Set<String> failures = new LinkedHashSet<>();
  private final List<DeadLetter> late = new ArrayList<>();
  private final List<DeadLetter> refused = new ArrayList<>();

  Outcome() {
    OPEN.put(run, this);
  }

  /**
   * Takes what the streams bring.
   *
   * @param said what the matcher says of its rules, of which failures are kept
   */
  void collect(
      DataStream<Alert> raised, DataStream<Acknowledgement> said, DataStream<DeadLetter> letters) {
    String open = run;
    said.map(one -> of(open).said(one))
        .returns(ControlTypes.ACKNOWLEDGEMENT)
        .name("failures of the test")
        .sinkTo(new DiscardingSink<>());
    raised
        .map(alert -> of(open).raised(alert))
        .returns(Alert.TYPE)
        .name("alerts of the test")
        .sinkTo(new DiscardingSink<>());
    letters
        .map(letter -> of(open).refused(letter))
        .returns(letters.getType())
        .name("dead letters of the test")
        .sinkTo(new DiscardingSink<>());
  }

  private static Outcome of(String run) {
    Outcome open = OPEN.get(run);
    if (open == null) {
      throw new IllegalStateException("the test " + run + " is over");
    }
    return open;
  }

  private synchronized Alert raised(Alert alert) {
    alerts.add(RaisedAlert.of(alert));
    return alert;
  }

  private synchronized Acknowledgement said(Acknowledgement one) {
    if (one.failure() != null) {
      failures.add(one.rule() + " is out of service: " + one.failure());
    }
    return one;
  }

  private synchronized DeadLetter refused(DeadLetter letter) {
    (letter.reason() == Reason.LATE ? late : refused).add(letter);
    return letter;
  }

  synchronized List<RaisedAlert> alerts() {
    return List.copyOf(alerts);
  }

  /** Readings at or before the watermark. */
  synchronized List<DeadLetter> late() {
    return List.copyOf(late);
  }

  /** Readings that were refused for any other reason. */
  synchronized List<DeadLetter> refused() {
    return List.copyOf(refused);
  }

  /** Rules that the matcher had to take out of service, and why. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    OPEN.remove(run);
  }
}
