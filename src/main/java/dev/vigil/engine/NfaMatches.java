package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.engine.NfaFormat.Image;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.cep.nfa.ComputationState;
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
  public Collection<Map<String, List<Reading>>> process(Reading reading) throws Exception {
    image.counts().keySet().removeIf(time -> time < reading.timestamp());
    return nfa.process(this, reading);
  }

  @Override
  public Expired advance(long time) throws Exception {
    return nfa.advance(this, time);
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

  @Override
  public Map<Object, Waiting> waiting() {
    Map<Object, Waiting> waiting = new HashMap<>();
    for (ComputationState partial : image.state().getPartialMatches()) {
      String missing = nfa.lastMissing(partial.getCurrentStateName());
      if (partial.getStartEventID() != null && missing != null) {
        waiting.putIfAbsent(
            partial.getStartEventID(), new Waiting(partial.getStartTimestamp(), missing));
      }
    }
    return waiting;
  }

  @Override
  public Set<Object> partials() {
    Set<Object> partials = new HashSet<>();
    for (ComputationState partial : image.state().getPartialMatches()) {
      if (partial.getStartEventID() != null) {
        partials.add(partial.getStartEventID());
      }
    }
    return partials;
  }

  @Override
  public EngineKind kind() {
    return EngineKind.NFA;
  }

  @Override
  public void write(ReadingSerializer readings, DataOutputView out) throws IOException {
    nfa.format().write(image, readings, out);
  }
}
