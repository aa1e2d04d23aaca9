package dev.vigil.control;

import java.time.Clock;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The part of the job that rules go through, from the control topic to the status topic. */
public final class Control {
  private Control() {}

  /** Good records as updates, to be broadcast; one subtask. */
  public static SingleOutputStreamOperator<RuleUpdate> gate(
      DataStream<ControlRecord> records, RuleSeed seed) {
    return records
        .transform("gate", ControlTypes.UPDATE, new Gate(seed))
        .uid("gate")
        .forceNonParallel();
  }

  /**
   * What is to be said of the rules; one subtask.
   *
   * @param gate what {@link #gate} returned
   * @param acknowledgements of every match subtask
   * @param topic the status topic: another one is told everything
   */
  public static SingleOutputStreamOperator<RuleStatus> statuses(
      SingleOutputStreamOperator<RuleUpdate> gate,
      DataStream<Acknowledgement> acknowledgements,
      RuleSeed seed,
      String topic) {
    return gate.getSideOutput(Gate.VERDICTS)
        .connect(acknowledgements)
        .process(new StatusBoard(seed, topic, Clock.systemUTC()), ControlTypes.STATUS)
        .name("rule status")
        .uid("rule-status")
        .forceNonParallel();
  }
}
