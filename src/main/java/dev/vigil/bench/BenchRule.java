package dev.vigil.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the benchmark's rules: a spike then a drop, or a level that lasts, each above a line of
 * its own.
 *
 * @param number from 0
 */
record BenchRule(int number) {
  static final int DROP = 20;
  static final int WITHIN_MINUTES = 15;
  static final int HOLD_SECONDS = 20;

  static List<BenchRule> first(int count) {
    List<BenchRule> rules = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      rules.add(new BenchRule(number));
    }
    return rules;
  }

  String id() {
    return "bench-" + number;
  }

  boolean isSequence() {
    return number % 2 == 0;
  }

  double line() {
    return 150 + number;
  }

  /** As Vigil takes it. */
  String yaml() {
    String form =
        isSequence()
            ? """
              sequence:
                - begin: spike
                  where: pm25 > %s
                - followed_by: drop
                  where: pm25 < %d
              within: %dm
              """
                .formatted(line(), DROP, WITHIN_MINUTES)
            : """
              when: pm25 > %s
              for: %ds
              """
                .formatted(line(), HOLD_SECONDS);
    return "rule: " + id() + "\nby: [station]\n" + form;
  }
}
