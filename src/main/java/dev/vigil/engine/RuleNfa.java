package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.pattern.Patterns;
import dev.vigil.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.time.TimerService;
import org.jspecify.annotations.Nullable;

/** Flink's NFA for one rule, run for any key whose partial matches it is given. */
final class RuleNfa {
  private static final TimerService CLOCK = System::currentTimeMillis;

  private final NFA<Reading> nfa;
  private final AfterMatchSkipStrategy skip;
  private final long within;
  private final long maxGap;
  private final MatchBuffer buffer;
  private final Map<String, String> lastMissing;
  private final NfaFormat format = new NfaFormat();

  RuleNfa(Plan plan, MatchBuffer buffer) {
    this.nfa = compile(plan);
    this.skip = Patterns.compile(plan).getAfterMatchSkipStrategy();
    this.within = nfa.getWindowTime();
    this.maxGap = plan.maxGap();
    this.buffer = buffer;
    this.lastMissing = LastStage.of(nfa.getStates());
  }

  /** The NFA of a plan. */
  static NFA<Reading> compile(Plan plan) {
    Pattern<Reading, ?> pattern = Patterns.compile(plan);
    return NFACompiler.compileFactory(pattern, plan.alertOnTimeout()).createNFA();
  }

  /** The stage that alone is missing in a state of this name, or null where there are more. */
  @Nullable String lastMissing(String state) {
    return lastMissing.get(state);
  }

  NfaFormat format() {
    return format;
  }

  NFAState initial() {
    return nfa.createInitialNFAState();
  }

  /** Takes the next reading of a key; gives the matches it completes. */
  Collection<Map<String, List<Reading>>> process(NfaMatches matches, Reading reading)
      throws Exception {
    try (SharedBufferAccessor<Reading> accessor = buffer.open(matches)) {
      return nfa.process(
          accessor, matches.image().state(), reading, reading.timestamp(), skip, CLOCK);
    }
  }

  /** Times out what is due at a time: gives the matches this completes, and what timed out. */
  OpenMatches.Expired advance(NfaMatches matches, long time) throws Exception {
    try (SharedBufferAccessor<Reading> accessor = buffer.open(matches)) {
      Tuple2<
              Collection<Map<String, List<Reading>>>,
              Collection<Tuple2<Map<String, List<Reading>>, Long>>>
          expired = nfa.advanceTime(accessor, matches.image().state(), time, skip);
      List<OpenMatches.TimedOut> timedOut = new ArrayList<>();
      for (Tuple2<Map<String, List<Reading>>, Long> over : expired.f1) {
        if (!over.f0.isEmpty()) {
          timedOut.add(new OpenMatches.TimedOut(over.f0, over.f1));
        }
      }
      return new OpenMatches.Expired(expired.f0, timedOut);
    }
  }

  /** The earliest time after {@code now} at which a partial match may time out. */
  long deadline(NfaMatches matches, long now) {
    if (within <= 0 && maxGap <= 0) {
      return OpenMatches.NEVER;
    }
    long earliest = OpenMatches.NEVER;
    for (ComputationState partial : matches.image().state().getPartialMatches()) {
      if (partial.getStartEventID() != null) {
        if (within > 0) {
          earliest = earlier(earliest, partial.getStartTimestamp() + within, now);
        }
        if (maxGap > 0) {
          earliest = earlier(earliest, partial.getPreviousTimestamp() + maxGap, now);
        }
      }
    }
    return earliest;
  }

  private static long earlier(long earliest, long candidate, long now) {
    return candidate > now ? Math.min(earliest, candidate) : earliest;
  }
}
