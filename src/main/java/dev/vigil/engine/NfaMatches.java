package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.engine.NfaFormat.Image;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.core.memory.DataOutputView;

/** What is open of Flink's NFA: its state, and what its shared buffer holds. */
final class NfaMatches implements OpenMatches {
  private final RuleNfa nfa;
  private final Image image;

  /** Of nothing open yet. */
  NfaMatches(RuleNfa nfa) {
    this(nfa, new Image(nfa.initial(), new HashMap<>(), new HashMap<>(), new HashMap<>()));
  }

  NfaMatches(RuleNfa nfa, Image image) {
    this.nfa = nfa;
    this.image = image;
  }

  Image image() {
    return image;
  }

  @Override
  public Collection<Map<String, List<Reading>>> process(Reading reading, Missed missed)
      throws Exception {
    Map<EventId, Waiting> before = missed == Missed.UNTOLD ? Map.of() : waiting();
    image.counts().keySet().removeIf(time -> time < reading.timestamp());
    Collection<Map<String, List<Reading>>> matches = nfa.process(this, reading);
    tell(before, missed);
    return matches;
  }

  @Override
  public Expired advance(long time, Missed missed) throws Exception {
    Map<EventId, Waiting> before = missed == Missed.UNTOLD ? Map.of() : waiting();
    Expired expired = nfa.advance(this, time);
    tell(before, missed);
    return expired;
  }

  @Override
  public long deadline(long now) {
    return nfa.deadline(this, now);
  }

  @Override
  public boolean isIdle() {
    if (!image.events().isEmpty() || !image.state().getCompletedMatches().isEmpty()) {
      return false;
    }
    for (ComputationState partial : image.state().getPartialMatches()) {
      if (partial.getStartEventID() != null) {
        return false;
      }
    }
    return true;
  }

  /** What was open before a step and is there no more. */
  private void tell(Map<EventId, Waiting> before, Missed missed) {
    if (before.isEmpty()) {
      return;
    }
    Set<EventId> left = new HashSet<>();
    image.state().getPartialMatches().forEach(partial -> left.add(partial.getStartEventID()));
    image.state().getCompletedMatches().forEach(match -> left.add(match.getStartEventID()));
    before.forEach(
        (begun, waiting) -> {
          if (!left.contains(begun)) {
            missed.missed(waiting.start, waiting.stage);
          }
        });
  }

  /** The partial matches that want one more stage, by the reading that began them. */
  private Map<EventId, Waiting> waiting() {
    Map<EventId, Waiting> waiting = new LinkedHashMap<>();
    for (ComputationState partial : image.state().getPartialMatches()) {
      String missing = nfa.lastMissing(partial.getCurrentStateName());
      if (partial.getStartEventID() != null && missing != null) {
        waiting.putIfAbsent(
            partial.getStartEventID(), new Waiting(partial.getStartTimestamp(), missing));
      }
    }
    return waiting;
  }

  private record Waiting(long start, String stage) {}

  @Override
  public EngineKind kind() {
    return EngineKind.NFA;
  }

  @Override
  public void write(ReadingSerializer readings, DataOutputView out) throws IOException {
    nfa.format().write(image, readings, out);
  }
}
