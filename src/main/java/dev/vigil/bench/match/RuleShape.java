package dev.vigil.bench.match;

import dev.vigil.event.Event;
import java.util.Locale;
import java.util.function.Predicate;

/** What the conditions of many rules look like that mostly do not match. */
enum RuleShape {
  /** Lines that no reading reaches; each its own. */
  THRESHOLD {
    @Override
    String condition(int rule) {
      return metric(rule) + " > " + line(rule);
    }

    @Override
    Predicate<Event> plain(int rule) {
      int slot = rule % METRICS;
      double line = line(rule);
      return event -> event.getDouble(slot) > line;
    }
  },

  /** A zone each; the readings come from the first thousand of them. */
  EQUALITY {
    @Override
    String condition(int rule) {
      return "zone == '%s' && %s > %d"
          .formatted(GrowthRules.zone(rule), metric(rule), GrowthRules.HIGH);
    }

    @Override
    Predicate<Event> plain(int rule) {
      int slot = rule % METRICS;
      String zone = GrowthRules.zone(rule);
      return event ->
          zone.equals(event.getText(GrowthRules.ZONE)) && event.getDouble(slot) > GrowthRules.HIGH;
    }
  },

  /** Two lines each, of which no reading reaches either. */
  EITHER {
    @Override
    String condition(int rule) {
      return "%s > %s || %s > %s".formatted(metric(rule), line(rule), metric(rule + 1), line(rule));
    }

    @Override
    Predicate<Event> plain(int rule) {
      int slot = rule % METRICS;
      int other = (rule + 1) % METRICS;
      double line = line(rule);
      return event -> event.getDouble(slot) > line || event.getDouble(other) > line;
    }
  },

  /** Narrow ranges amid the usual values, between whole numbers; the readings are whole. */
  RANGE {
    @Override
    String condition(int rule) {
      return "%1$s > %2$s && %1$s < %3$s".formatted(metric(rule), low(rule), high(rule));
    }

    @Override
    Predicate<Event> plain(int rule) {
      int slot = rule % METRICS;
      double low = low(rule);
      double high = high(rule);
      return event -> event.getDouble(slot) > low && event.getDouble(slot) < high;
    }

    private double low(int rule) {
      int whole = 30 + rule / METRICS % 60;
      int round = rule / (60 * METRICS);
      return whole + 0.125 + 0.015625 * round;
    }

    private double high(int rule) {
      return low(rule) + 0.25;
    }
  };

  private static final int METRICS = GrowthRules.METRICS;

  /** The condition as Vigil takes it. */
  abstract String condition(int rule);

  /** The same as a plain loop takes it. */
  abstract Predicate<Event> plain(int rule);

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Above all that is read. */
  private static double line(int rule) {
    return 400 + rule / 8.0;
  }

  private static String metric(int rule) {
    return "m" + rule % METRICS;
  }
}
