package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.control.Acknowledgement;
import dev.vigil.event.Event;
import dev.vigil.rule.Catalog;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What comes out of the matchers, as if they were one. */
public final class Matched {
  private final List<SingleOutputStreamOperator<Alert>> matchers;
  private final Catalog catalog;

  Matched(List<SingleOutputStreamOperator<Alert>> matchers, Catalog catalog) {
    this.matchers = List.copyOf(matchers);
    this.catalog = catalog;
  }

  /** All alerts. */
  public DataStream<Alert> alerts() {
    return alerts(alerts -> alerts);
  }

  /**
   * What becomes of all alerts, each made in the task that found it.
   *
   * @param step operators of one input, which are put after each matcher
   */
  public <T> DataStream<T> alerts(Function<DataStream<Alert>, DataStream<T>> step) {
    return all(step::apply);
  }

  /** What every subtask says when an update is in force there. */
  public DataStream<Acknowledgement> acknowledgements() {
    return all(matcher -> matcher.getSideOutput(Matching.ACKNOWLEDGEMENTS));
  }

  /**
   * Events that came after a matcher's clock had passed them: only of a source that was idle while
   * others went on, whose own clock had stood still.
   */
  public DataStream<Event> late() {
    return all(matcher -> matcher.getSideOutput(Matching.late(catalog)));
  }

  /** What {@link MatchOptions#observed()} asked for. */
  public DataStream<Observation> observations() {
    return observations(observations -> observations);
  }

  /**
   * What becomes of that which {@link MatchOptions#observed()} asked for.
   *
   * @param step operators of one input, which are put after each matcher
   */
  public <T> DataStream<T> observations(Function<DataStream<Observation>, DataStream<T>> step) {
    return all(matcher -> step.apply(matcher.getSideOutput(Matching.OBSERVATIONS)));
  }

  private <T> DataStream<T> all(
      Function<SingleOutputStreamOperator<Alert>, ? extends DataStream<T>> part) {
    DataStream<T> all = part.apply(matchers.get(0));
    for (SingleOutputStreamOperator<Alert> matcher : matchers.subList(1, matchers.size())) {
      all = all.union(part.apply(matcher));
    }
    return all;
  }
}
