package dev.vigil.rule.kind;

import dev.vigil.condition.Checked;
import dev.vigil.condition.ConditionCompiler;
import dev.vigil.condition.Fragment;
import dev.vigil.condition.StageScope;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.event.Durations;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a form has to work with.
 *
 * @param document the rule's document
 * @param compiler knows the streams and the lets
 * @param diagnostics where problems go
 */
public record FormContext(
    MappingReader document, ConditionCompiler compiler, Diagnostics diagnostics) {
  /** No duration of a rule is longer: ten years. */
  public static final long MAX_DURATION = 3_650L * 86_400_000;

  private static final Set<String> KEPT_FOR = Set.of("for", "within", "max_gap", "realert");

  /** The condition under a key; empty without the key, or with a problem, which is reported. */
  public Optional<Checked> condition(MappingReader in, String key, StageScope stages) {
    return in.scalar(key).flatMap(scalar -> condition(scalar, stages));
  }

  public Optional<Checked> condition(YamlScalar scalar, StageScope stages) {
    return compiler.condition(new Fragment(scalar.text(), scalar.offsets()), stages);
  }

  /** The milliseconds under a key: above 0, or 0 without the key. */
  public long duration(MappingReader in, String key) {
    Optional<YamlScalar> scalar = in.scalar(key);
    if (scalar.isEmpty()) {
      return 0;
    }
    OptionalLong millis = Durations.parse(scalar.get().text());
    if (millis.isEmpty()) {
      diagnostics.error(
          "bad-duration",
          scalar.get().span(),
          "'" + scalar.get().text() + "' is no duration",
          "write it like 90s, 10m, 24h, 7d or 1h30m");
      return 0;
    }
    if (millis.getAsLong() == 0 || millis.getAsLong() > MAX_DURATION) {
      diagnostics.error(
          "out-of-range",
          scalar.get().span(),
          "'" + key + "' must be above 0 and at most " + Durations.format(MAX_DURATION),
          millis.getAsLong() == 0 ? "write 10m, say, or leave it out" : null);
      return 0;
    }
    if (compiler.keyTtl() > 0 && millis.getAsLong() > compiler.keyTtl() && KEPT_FOR.contains(key)) {
      diagnostics.warning(
          "window-over-retention",
          scalar.get().span(),
          "longer than the "
              + Durations.format(compiler.keyTtl())
              + " of silence after which a key is forgotten",
          "shorten it, or raise state: {key_ttl} in conf");
    }
    return millis.getAsLong();
  }
}
