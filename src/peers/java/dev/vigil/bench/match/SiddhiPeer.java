package dev.vigil.bench.match;

import dev.vigil.event.Event;
import io.siddhi.core.SiddhiAppRuntime;
import io.siddhi.core.SiddhiManager;
import io.siddhi.core.stream.input.InputHandler;
import io.siddhi.core.stream.output.StreamCallback;
import io.siddhi.query.api.SiddhiApp;
import io.siddhi.query.api.definition.Attribute;
import io.siddhi.query.api.definition.StreamDefinition;
import io.siddhi.query.api.execution.partition.Partition;
import io.siddhi.query.api.execution.query.Query;
import io.siddhi.query.api.execution.query.input.state.State;
import io.siddhi.query.api.execution.query.input.state.StreamStateElement;
import io.siddhi.query.api.execution.query.input.stream.InputStream;
import io.siddhi.query.api.execution.query.input.stream.StateInputStream;
import io.siddhi.query.api.execution.query.selection.Selector;
import io.siddhi.query.api.expression.Expression;
import io.siddhi.query.api.expression.condition.Compare;
import io.siddhi.query.api.expression.constant.TimeConstant;
import java.util.function.LongConsumer;

/**
 * Siddhi with the level rules, a query a rule in one partition by station. Its queries are built,
 * not parsed: its parser wants an ANTLR that cannot share a class path with Esper's. The sequence
 * rules ask for the highest of the readings taken, which its patterns cannot.
 */
final class SiddhiPeer implements Peer {
  private static final String STREAM = "Reading";
  private static final String MATCHES = "Matches";

  private final SiddhiManager manager = new SiddhiManager();
  private final SiddhiAppRuntime runtime;
  private final InputHandler input;

  SiddhiPeer(Workload workload, int rules, LongConsumer matches) {
    SiddhiApp app =
        SiddhiApp.siddhiApp("bench")
            .defineStream(
                StreamDefinition.id(STREAM)
                    .attribute("station", Attribute.Type.STRING)
                    .attribute("ts", Attribute.Type.LONG)
                    .attribute("pm25", Attribute.Type.DOUBLE));
    Partition partition = Partition.partition().with(STREAM, Expression.variable("station"));
    for (int rule = 0; rule < rules; rule++) {
      partition.addQuery(
          Query.query()
              .from(pattern(rule))
              .select(
                  Selector.selector()
                      .select("rule", Expression.value(workload.id(rule)))
                      .select("station", Expression.variable("station").ofStream("a"))
                      .select("since", Expression.variable("ts").ofStream("a"))
                      .select("at", Expression.variable("ts").ofStream("b")))
              .insertInto(MATCHES));
    }
    app.addPartition(partition);
    runtime = manager.createSiddhiAppRuntime(app);
    runtime.addCallback(
        MATCHES,
        new StreamCallback() {
          @Override
          public void receive(io.siddhi.core.event.Event[] found) {
            for (io.siddhi.core.event.Event match : found) {
              matches.accept(
                  Tally.hash(
                      (String) match.getData(0),
                      (String) match.getData(1),
                      (Long) match.getData(2),
                      (Long) match.getData(3)));
            }
          }
        });
    runtime.start();
    input = runtime.getInputHandler(STREAM);
  }

  private static StateInputStream pattern(int rule) {
    double line = LevelRules.line(rule);
    Expression high = compare("pm25", Compare.Operator.GREATER_THAN, Expression.value(line));
    StreamStateElement first = state("a", high);
    if (LevelRules.isSequence(rule)) {
      Expression low =
          compare(
              "pm25", Compare.Operator.LESS_THAN, Expression.value((double) LevelRules.DROP));
      // Every pair as a whole: the next begins behind it.
      return InputStream.patternStream(
          State.every(State.next(first, state("b", low))),
          new TimeConstant(LevelRules.WITHIN_MINUTES * 60_000L));
    }
    Expression due =
        Expression.add(
            Expression.variable("ts").ofStream("a"),
            Expression.value(LevelRules.HOLD_SECONDS * 1_000L));
    Expression before =
        Expression.and(high, compare("ts", Compare.Operator.LESS_THAN, due));
    Expression after =
        Expression.and(high, compare("ts", Compare.Operator.GREATER_THAN_EQUAL, due));
    return InputStream.sequenceStream(
        State.next(
            State.every(first),
            State.next(State.zeroOrMany(state("x", before)), state("b", after))));
  }

  private static StreamStateElement state(String name, Expression filter) {
    return State.stream(InputStream.stream(name, STREAM).filter(filter));
  }

  private static Expression compare(String field, Compare.Operator operator, Expression other) {
    return Expression.compare(Expression.variable(field), operator, other);
  }

  @Override
  public void send(Event event) throws InterruptedException {
    input.send(
        event.timestamp(),
        new Object[] {event.getText(0), event.timestamp(), event.getDouble(0)});
  }

  @Override
  public void close() {
    runtime.shutdown();
    manager.shutdown();
  }
}
