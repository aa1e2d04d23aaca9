package dev.vigil.backtest;

import dev.vigil.alert.Alert;
import dev.vigil.match.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the books of a replay: a tally for each variant. */
public final class Ledger implements ReplayListener {
  private final Map<String, RuleTally> tallies = new LinkedHashMap<>();
  private final Map<String, NearMissTally> nearMisses = new LinkedHashMap<>();
  private final Peak peak = new Peak();
  private final Map<String, String> setAside = new LinkedHashMap<>();

  public Ledger(List<Variant> variants) {
    variants.forEach(variant -> tallies.put(variant.name(), new RuleTally()));
  }

  @Override
  public void alert(Alert alert) {
    tally(alert.rule()).add(alert);
  }

  @Override
  public void observed(Observation observation) {
    if (observation instanceof Observation.NearMiss miss) {
      nearMisses(miss.rule()).add(miss);
    } else if (observation instanceof Observation.Size size) {
      peak.add(size);
    }
  }

  /** Pending alerts of the variant that never fired, and its near misses. */
  public NearMissTally nearMisses(String variant) {
    return nearMisses.computeIfAbsent(variant, unused -> new NearMissTally());
  }

  /** The most state there was. */
  public Peak peak() {
    return peak;
  }

  @Override
  public void setAside(String variant, String why) {
    setAside.putIfAbsent(variant, why);
  }

  /** Closes the books. */
  public void end(Replayed replayed) {
    tallies.values().forEach(tally -> tally.end(replayed.last()));
  }

  public RuleTally tally(String variant) {
    RuleTally tally = tallies.get(variant);
    if (tally == null) {
      throw new IllegalArgumentException("nothing called " + variant + " is replayed");
    }
    return tally;
  }

  /** By variant, in the order given. */
  public Map<String, RuleTally> tallies() {
    return tallies;
  }

  /** Variants that failed, and why. */
  public Map<String, String> setAside() {
    return setAside;
  }
}
