package dev.vigil.bench.match;

import java.util.Locale;
import java.util.function.LongConsumer;

/** The engines that Vigil is measured beside. */
enum PeerEngine {
  ESPER_MATCH_RECOGNIZE,
  ESPER_CONTEXT,
  ESPER_TUNED,
  SIDDHI;

  /** Starts one with so many rules of a workload. */
  Peer start(Workload workload, int rules, LongConsumer matches) throws Exception {
    return switch (this) {
      case ESPER_MATCH_RECOGNIZE ->
          new EsperPeer(EsperRules.MATCH_RECOGNIZE, workload, rules, matches);
      case ESPER_CONTEXT -> new EsperPeer(EsperRules.CONTEXT, workload, rules, matches);
      case ESPER_TUNED -> new EsperPeer(EsperRules.TUNED, workload, rules, matches);
      case SIDDHI -> new SiddhiPeer(workload, rules, matches);
    };
  }

  /** Whether the workload's rules can be said in its language. */
  boolean knows(Workload workload) {
    return this != SIDDHI || workload instanceof LevelRules;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
