package dev.vigil.bench.match;

import dev.vigil.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** A peer inside a Flink job, behind keyBy: one engine a subtask, without state that Flink knows. */
final class PeerFunction extends RichFlatMapFunction<Event, Long> {
  private final PeerEngine engine;
  private final Workload workload;
  private final int rules;
  private transient Peer peer;
  private transient List<Long> found;

  PeerFunction(PeerEngine engine, Workload workload, int rules) {
    this.engine = engine;
    this.workload = workload;
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    found = new ArrayList<>();
    peer = engine.start(workload, rules, hash -> found.add(hash));
  }

  @Override
  public void flatMap(Event event, Collector<Long> out) throws Exception {
    peer.send(event);
    if (!found.isEmpty()) {
      found.forEach(out::collect);
      found.clear();
    }
  }

  @Override
  public void close() {
    if (peer != null) {
      peer.close();
    }
  }
}
