package dev.vigil.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.alert.Alert;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The alerts that a page draws: all, or where these are too many, of each rule and key the one that
 * lasted longest in each stretch of time. Stretches double for as long as there are too many, so
 * nothing that had alerts is left without one.
 */
final class Marks {
  /** So many alerts are listed in the page's table. */
  static final int LISTED = 1_000;

  private static final long LONGEST_STRETCH = 1L << 62;

  private final int most;
  private final Map<Place, Mark> drawn = new LinkedHashMap<>();
  private final Map<String, Mark> open = new HashMap<>();
  private final PriorityQueue<Mark> first = new PriorityQueue<>(Mark.IN_TIME.reversed());
  private long stretch;
  private long placed;

  /**
   * @param most so many are drawn, unless more rules and keys have alerts
   */
  Marks(int most) {
    this.most = most;
  }

  /** Where only one mark is drawn. */
  private record Place(int rule, int key, long stretch) {}

  private static final class Mark {
    static final Comparator<Mark> IN_TIME =
        Comparator.<Mark>comparingLong(mark -> mark.at)
            .thenComparingInt(mark -> mark.rule)
            .thenComparingInt(mark -> mark.key);

    final int rule;
    final int key;
    final long start;
    final long at;
    final boolean lasts;
    long end;

    Mark(int rule, int key, Alert alert) {
      this.rule = rule;
      this.key = key;
      this.start = alert.start();
      this.at = alert.timestamp();
      this.lasts = alert.action() == Alert.Action.OPEN;
    }

    private long length() {
      return !lasts ? 0 : end == 0 ? Long.MAX_VALUE : end - at;
    }

    Mark longer(Mark other) {
      return other.length() > length() ? other : this;
    }

    void write(ArrayNode into) {
      into.add(rule).add(key).add(start).add(at).add(end).add(lasts ? 1 : 0);
    }
  }

  /** Takes an alert that opened or matched. */
  void add(int rule, int key, Alert alert) {
    Mark mark = new Mark(rule, key, alert);
    first.add(mark);
    if (first.size() > LISTED) {
      first.remove();
    }
    if (mark.lasts) {
      open.put(alert.id(), mark); // how long it lasts is known when it resolves
    } else {
      draw(mark);
    }
  }

  /** Takes in that an alert resolved. */
  void resolved(Alert alert) {
    Mark mark = open.remove(alert.id());
    Long end = alert.end();
    if (mark != null && end != null) {
      mark.end = end;
      draw(mark);
    }
  }

  private void draw(Mark mark) {
    place(mark);
    while (drawn.size() > most && stretch < LONGEST_STRETCH) {
      stretch = Math.max(1, 2 * stretch);
      List<Mark> all = List.copyOf(drawn.values());
      drawn.clear();
      all.forEach(this::place);
    }
  }

  private void place(Mark mark) {
    long at = stretch == 0 ? placed++ : Math.floorDiv(mark.at, stretch);
    drawn.merge(new Place(mark.rule, mark.key, at), mark, Mark::longer);
  }

  /**
   * Writes what is drawn, {@code [rule, key, start, fired, end, lasts]} each, in the order in which
   * they fired, and the first of all; the end is 0 of those that are still open.
   */
  void write(ObjectNode into) {
    open.values().forEach(this::draw);
    open.clear();
    into.put("stretch", stretch);
    write(drawn.values(), into.putArray("alerts"));
    write(first, into.putArray("listed"));
  }

  private static void write(Collection<Mark> marks, ArrayNode into) {
    marks.stream().sorted(Mark.IN_TIME).forEach(mark -> mark.write(into.addArray()));
  }
}
