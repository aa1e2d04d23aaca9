package dev.vigil.match;

import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;

/** The rules that a matcher hosts. */
enum Share {
  /** Those by the own key of all their streams: their readings cross the network once. */
  OWN_KEYS(0, "match"),

  /** The others: their readings come from the matchers of the first kind, under another key. */
  OTHER_KEYS(1, "match by other keys");

  /** How many matchers there are. */
  static final int COUNT = values().length;

  private final int number;
  private final String operator;

  Share(int number, String operator) {
    this.number = number;
    this.operator = operator;
  }

  /** The number of its matcher, from 0. */
  int number() {
    return number;
  }

  /** The operator's name. */
  String operator() {
    return operator;
  }

  boolean hosts(Rule rule, Catalog catalog) {
    return (this == OWN_KEYS) == byOwnKeys(rule, catalog);
  }

  private static boolean byOwnKeys(Rule rule, Catalog catalog) {
    for (String stream : rule.plan().streams()) {
      Schema schema = catalog.schema(stream);
      if (schema == null || !schema.key().equals(rule.plan().by())) {
        return false;
      }
    }
    return true;
  }
}
