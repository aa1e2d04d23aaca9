package dev.vigil.yaml;

import dev.vigil.yaml.YamlScalar.Style;
import java.util.stream.Stream;

/**
 * A document as SnakeYAML can scan it. It takes YAML 1.1, which is no superset of JSON: tabs
 * between tokens and the escape {@code \/} are foreign to it. Both get stand-ins of their own
 * length, so that all places stay as they are.
 */
final class Json {
  private static final String SLASH = "\\/";
  private static final String STAND_IN = "\\P";
  private static final String SCANNED_STAND_IN = "\u2029";

  private final String scanned;
  private final boolean standsIn;

  private Json(String scanned, boolean standsIn) {
    this.scanned = scanned;
    this.standsIn = standsIn;
  }

  /** The document; as it is where it does not begin with a brace. */
  static Json of(String text) {
    boolean odd = text.indexOf('\t') >= 0 || text.contains(SLASH);
    if (!odd || !text.stripLeading().startsWith("{")) {
      return new Json(text, false);
    }
    boolean standsIn =
        text.contains(SLASH)
            && Stream.of(STAND_IN, SCANNED_STAND_IN, "\\u2029", "\\U00002029")
                .noneMatch(text::contains);
    StringBuilder scanned = new StringBuilder(text);
    char quote = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote == 0) {
        quote = c == '"' || c == '\'' ? c : 0;
        scanned.setCharAt(at, c == '\t' ? ' ' : c);
      } else if (quote == '"' && c == '\\') {
        if (standsIn && text.startsWith(SLASH, at)) {
          scanned.setCharAt(at + 1, STAND_IN.charAt(1));
        }
        at++;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return new Json(scanned.toString(), standsIn);
  }

  /** The text for the scanner. */
  String scanned() {
    return scanned;
  }

  /** A scanned value as it was written. */
  String written(String value, Style style) {
    if (!standsIn) {
      return value;
    }
    return style == Style.DOUBLE_QUOTED
        ? value.replace(SCANNED_STAND_IN, "/")
        : value.replace(STAND_IN, SLASH);
  }
}
