package dev.vigil.cases;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence before it is written in any language.
 *
 * @param within seconds; 0 for none
 * @param maxGap seconds; 0 for none
 * @param skip strategy, in the rule language's words
 * @param target stage to skip to, or empty
 */
record Sketch(
    List<Part> parts, int within, int maxGap, String skip, String target, boolean timeouts) {

  /** A stage or a group of stages. */
  sealed interface Part {
    String name();

    String contiguity();

    Loop loop();
  }

  record One(String name, String contiguity, Loop loop, Where where, Where or, Where until)
      implements Part {}

  record Group(String name, String contiguity, Loop loop, List<One> ones) implements Part {}

  /**
   * How often.
   *
   * @param max 0 for no bound
   * @param inner empty, {@code consecutive} or {@code allow_combinations}
   */
  record Loop(int min, int max, String inner, boolean optional, boolean greedy) {
    static final Loop ONCE = new Loop(1, 1, "", false, false);

    boolean loops() {
      return max != 1;
    }
  }

  Sketch withMaxGap(int seconds) {
    return new Sketch(parts, within, seconds, skip, target, timeouts);
  }

  /** All stages in order, those of groups too. */
  List<One> ones() {
    List<One> all = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Group group) {
        all.addAll(group.ones());
      } else if (part instanceof One one) {
        all.add(one);
      }
    }
    return all;
  }

  /** The rule's document. */
  String yaml(String id) {
    StringBuilder out = new StringBuilder("rule: " + id + "\nby: [key]\nsequence:\n");
    parts.forEach(part -> part(out, "  ", part));
    if (within > 0) {
      out.append("within: ").append(within).append("s\n");
    }
    if (maxGap > 0) {
      out.append("max_gap: ").append(maxGap).append("s\n");
    }
    out.append("after_match: ")
        .append(target.isEmpty() ? skip : "{" + skip + ": " + target + "}")
        .append('\n');
    if (timeouts) {
      out.append("on_timeout: alert\n");
    }
    return out.toString();
  }

  private static void part(StringBuilder out, String indent, Part part) {
    String inner = indent + "  ";
    out.append(indent)
        .append("- ")
        .append(part.contiguity())
        .append(": ")
        .append(part.name())
        .append('\n');
    if (part instanceof One one) {
      condition(out, inner, "where", one.where());
      condition(out, inner, "or", one.or());
      condition(out, inner, "until", one.until());
    } else if (part instanceof Group group) {
      out.append(inner).append("sequence:\n");
      group.ones().forEach(one -> part(out, inner + "  ", one));
    }
    loop(out, inner, part.loop());
  }

  private static void condition(StringBuilder out, String indent, String key, Where where) {
    if (where != null) {
      out.append(indent).append(key).append(": \"").append(where.cel()).append("\"\n");
    }
  }

  private static void loop(StringBuilder out, String indent, Loop loop) {
    if (loop.loops()) {
      out.append(indent).append("times: ").append(loop.min());
      out.append(loop.max() == 0 ? "+" : loop.max() == loop.min() ? "" : ".." + loop.max());
      out.append('\n');
    }
    if (!loop.inner().isEmpty()) {
      out.append(indent).append(loop.inner()).append(": true\n");
    }
    if (loop.optional()) {
      out.append(indent).append("optional: true\n");
    }
    if (loop.greedy()) {
      out.append(indent).append("greedy: true\n");
    }
  }
}
