package dev.vigil.bench.match;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import dev.vigil.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Esper, with its clock set by the readings' times. */
final class EsperPeer implements Peer {
  private static final String TYPE = "Reading";

  private final EPRuntime runtime;
  private final LongConsumer matches;
  private final int metrics;
  private long now = Long.MIN_VALUE;

  EsperPeer(EsperRules language, Workload workload, int rules, LongConsumer matches)
      throws Exception {
    this.matches = matches;
    this.metrics = workload.metrics().size();
    Configuration configuration = configuration(workload);
    EPCompiled module =
        EPCompilerProvider.getCompiler()
            .compile(language.module(workload, rules), new CompilerArguments(configuration));
    runtime = EPRuntimeProvider.getRuntime(UUID.randomUUID().toString(), configuration);
    runtime.getEventService().advanceTime(Excursions.START);
    for (EPStatement statement : runtime.getDeploymentService().deploy(module).getStatements()) {
      String rule = statement.getName();
      statement.addListener((found, gone, from, in) -> tell(rule, found));
    }
  }

  private static Configuration configuration(Workload workload) {
    List<String> names = new ArrayList<>(List.of("station", "ts"));
    List<Object> types = new ArrayList<>(List.of(String.class, long.class));
    for (String metric : workload.metrics()) {
      names.add(metric);
      types.add(double.class);
    }
    Configuration configuration = new Configuration();
    configuration
        .getCommon()
        .addEventType(TYPE, names.toArray(new String[0]), types.toArray());
    configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
    configuration.getRuntime().getThreading().setListenerDispatchPreserveOrder(false);
    configuration.getRuntime().getThreading().setInsertIntoDispatchPreserveOrder(false);
    return configuration;
  }

  /**
   * Of the matches that one reading completes for a station, the one that began first: what the
   * rule's after_match says.
   */
  private void tell(String rule, EventBean[] found) {
    Map<String, EventBean> first = new HashMap<>();
    for (EventBean match : found) {
      first.merge(
          (String) match.get("station"),
          match,
          (one, other) -> since(one) <= since(other) ? one : other);
    }
    first.forEach(
        (station, match) ->
            matches.accept(Tally.hash(rule, station, since(match), (long) match.get("ended"))));
  }

  private static long since(EventBean match) {
    return (long) match.get("since");
  }

  @Override
  public void send(Event event) {
    if (event.timestamp() > now) {
      now = event.timestamp();
      runtime.getEventService().advanceTime(now);
    }
    Object[] values = new Object[metrics + 2];
    values[0] = event.getText(0);
    values[1] = event.timestamp();
    for (int metric = 0; metric < metrics; metric++) {
      values[metric + 2] = event.getDouble(metric);
    }
    runtime.getEventService().sendEventObjectArray(values, TYPE);
  }

  @Override
  public void close() {
    runtime.destroy();
  }
}
