package dev.vigil.conf;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Shows references in the place of the texts they stood for. */
final class Mask {
  private final List<Map.Entry<String, String>> longestFirst;

  /**
   * @param shown what to show in the place of each text
   */
  Mask(Map<String, String> shown) {
    longestFirst =
        shown.entrySet().stream()
            .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingInt(
                        (Map.Entry<String, String> entry) -> entry.getKey().length())
                    .reversed())
            .toList();
  }

  String apply(String text) {
    String masked = text;
    for (Map.Entry<String, String> entry : longestFirst) {
      masked = masked.replace(entry.getKey(), entry.getValue());
    }
    return masked;
  }
}
