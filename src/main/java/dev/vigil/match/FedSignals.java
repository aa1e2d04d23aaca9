package dev.vigil.match;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Since which revision the signals of keys have seen every reading. While no rule wants a signal,
 * readings pass it by: what a key kept of it from before is worth nothing to a rule that comes
 * after.
 */
final class FedSignals {
  private static final MapStateDescriptor<String, Long> SINCE =
      new MapStateDescriptor<>("signals", Types.STRING, Types.LONG);

  private final BroadcastState<String, Long> state;

  /** What a restored state says, for its rules. */
  private final Map<String, Long> restored = new HashMap<>();

  private boolean restoring;
  private long restoredAt;

  private final Map<String, Long> since = new HashMap<>();

  /** By signal, how many rules want it. */
  private final Map<String, Integer> rules = new HashMap<>();

  FedSignals(OperatorStateStore store) throws Exception {
    state = store.getBroadcastState(SINCE);
    state.immutableEntries().forEach(entry -> restored.put(entry.getKey(), entry.getValue()));
  }

  /**
   * The rules of a restored state come in force again, until they have been {@link #restored()}.
   *
   * @param lastRevision the last of any rule that the state knows
   */
  void restore(long lastRevision) {
    restoring = true;
    restoredAt = lastRevision;
  }

  void restored() {
    restoring = false;
    restored.clear();
  }

  /** A rule comes in force with a revision. */
  void add(HostedRule rule, long revision) {
    for (String name : SignalLayout.names(rule)) {
      String signal = signal(rule.spec, name);
      if (rules.merge(signal, 1, Integer::sum) == 1) {
        since.put(signal, restoring ? before(signal) : revision);
      }
    }
  }

  /** A state of an earlier release says nothing; what another does not name was wanted by none. */
  private long before(String signal) {
    long unnamed = restored.isEmpty() ? Long.MIN_VALUE : restoredAt + 1;
    return restored.getOrDefault(signal, unnamed);
  }

  /** A rule is in force no longer. */
  void remove(HostedRule rule) {
    for (String name : SignalLayout.names(rule)) {
      String signal = signal(rule.spec, name);
      if (rules.merge(signal, -1, Integer::sum) == 0) {
        rules.remove(signal);
        since.remove(signal);
      }
    }
  }

  /** The revision since which a signal that rules want has been fed. */
  long since(String spec, String name) {
    Long found = since.get(signal(spec, name));
    if (found == null) {
      throw new IllegalStateException("no rule wants " + name);
    }
    return found;
  }

  /** Puts it into the state. */
  void write() throws Exception {
    state.clear();
    state.putAll(since);
  }

  private static String signal(String spec, String name) {
    return spec + '/' + name;
  }
}
