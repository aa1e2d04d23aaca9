package dev.vigil.rule.kind;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Quantifier.Inner;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code times: 2 | 2..4 | 2+} and the flags beside it. */
final class QuantifierReader {
  /** Flink makes a state of every repetition. */
  static final int MAX_TIMES = 1_000;

  private static final Pattern TIMES = Pattern.compile("(\\d{1,9})(\\+|\\.\\.(\\d{1,9}))?");

  /** Least and greatest number of readings. */
  private record Times(int min, int max) {
    static final Times ONCE = new Times(1, 1);
  }

  private final MappingReader reader;
  private final Diagnostics diagnostics;

  QuantifierReader(MappingReader reader, Diagnostics diagnostics) {
    this.reader = reader;
    this.diagnostics = diagnostics;
  }

  /** The quantifier; least number 0 is written as one that is optional, which is the same. */
  Quantifier read() {
    Times times = times();
    boolean optional = flag("optional") || times.min() == 0;
    boolean greedy = flag("greedy");
    boolean consecutive = flag("consecutive");
    boolean combinations = flag("allow_combinations");
    if (consecutive && combinations) {
      conflict("allow_combinations", "consecutive");
    }
    if (greedy && combinations) {
      conflict("greedy", "allow_combinations");
    }
    Inner inner =
        consecutive ? Inner.CONSECUTIVE : combinations ? Inner.ALLOW_COMBINATIONS : Inner.RELAXED;
    return new Quantifier(Math.max(1, times.min()), times.max(), optional, greedy, inner);
  }

  private boolean flag(String key) {
    return reader.bool(key).orElse(false);
  }

  private void conflict(String key, String other) {
    diagnostics.error(
        "quantifier-conflict",
        reader.keySpan(key),
        "'" + key + "' and '" + other + "' exclude each other",
        "remove one of the two");
  }

  private Times times() {
    Optional<YamlScalar> scalar = reader.scalar("times");
    if (scalar.isEmpty()) {
      return Times.ONCE;
    }
    Span span = scalar.get().span();
    Matcher matcher = TIMES.matcher(scalar.get().text());
    if (!matcher.matches()) {
      return bad(span, "'" + scalar.get().text() + "' is no number of times");
    }
    int min = Integer.parseInt(matcher.group(1));
    boolean open = "+".equals(matcher.group(2));
    int max = matcher.group(3) == null ? min : Integer.parseInt(matcher.group(3));
    if (max > MAX_TIMES) {
      return bad(span, "at most " + MAX_TIMES + " times");
    }
    if (open && min == 0) {
      return bad(span, "a loop takes at least one reading; for none or more add optional: true");
    }
    if (max == 0 || max < min) {
      return bad(span, "'" + scalar.get().text() + "' times can never be");
    }
    return new Times(min, open ? Quantifier.UNBOUNDED : max);
  }

  private Times bad(Span span, String message) {
    diagnostics.error("bad-times", span, message, "write 3, 2..4 or 2+");
    return Times.ONCE;
  }
}
