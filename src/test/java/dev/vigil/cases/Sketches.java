package dev.vigil.cases;

import dev.vigil.cases.Sketch.Group;
import dev.vigil.cases.Sketch.Loop;
import dev.vigil.cases.Sketch.One;
import dev.vigil.cases.Sketch.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws random sequences. Some are such that Flink refuses them: then Vigil must, too. */
final class Sketches {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> FUNCTIONS =
      List.of("", "first", "last", "max", "min", "avg", "sum");

  private final Random random;
  private final boolean iterative;
  private final List<String> earlier = new ArrayList<>();
  private int stages;
  private boolean combinations; // at most one such loop: two multiply

  private Sketches(Random random, boolean iterative) {
    this.random = random;
    this.iterative = iterative;
  }

  /** A sequence; conditions that ask about earlier stages only where they are wanted. */
  static Sketch draw(Random random, boolean iterative) {
    return new Sketches(random, iterative).sketch();
  }

  private Sketch sketch() {
    int length = 2 + random.nextInt(3);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      parts.add(part(i == 0, i == length - 1));
    }
    boolean unbounded =
        parts.stream().anyMatch(part -> part.loop().loops())
            || parts.stream().anyMatch(Group.class::isInstance)
            || parts.get(length - 1).contiguity().equals("not_followed_by");
    int within = unbounded || random.nextInt(3) > 0 ? 3 + random.nextInt(combinations ? 2 : 7) : 0;
    return skipped(parts, within);
  }

  private Sketch skipped(List<Part> parts, int within) {
    boolean timeouts = random.nextInt(4) == 0 && within > 0;
    // Skipping to the first reading of a match would loop for ever: Flink stops the job then.
    List<String> targets = new ArrayList<>();
    boolean firstIsThere = !parts.get(0).loop().optional() && parts.get(0) instanceof One;
    for (Part part : parts.subList(firstIsThere ? 1 : parts.size(), parts.size())) {
      if (part instanceof One && !part.contiguity().startsWith("not")) {
        targets.add(part.name());
      }
    }
    String target = targets.isEmpty() ? "" : pick(targets);
    String skip =
        pick(
            target.isEmpty()
                ? List.of("no_skip", "skip_to_next", "skip_past_last_event")
                : List.of(
                    "no_skip",
                    "skip_to_next",
                    "skip_past_last_event",
                    "skip_to_first",
                    "skip_to_last"));
    return new Sketch(
        parts,
        within,
        0,
        skip,
        skip.startsWith("skip_to_f") || skip.endsWith("last") ? target : "",
        timeouts);
  }

  private Part part(boolean first, boolean last) {
    String contiguity =
        first ? "begin" : pick(List.of("next", "followed_by", "followed_by", "followed_by_any"));
    if (!first && random.nextInt(6) == 0) {
      contiguity = pick(List.of("not_next", "not_followed_by"));
      return new One(name(), contiguity, Loop.ONCE, condition(""), null, null);
    }
    if (random.nextInt(7) == 0) {
      List<One> ones = new ArrayList<>();
      // A loop over nothing would never end: Flink's NFA fills the heap.
      ones.add(mandatory(one("begin", false)));
      ones.add(one(pick(List.of("next", "followed_by", "followed_by_any")), false));
      String inner = pick(List.of("", "", "consecutive"));
      boolean loops = random.nextBoolean() && ones.stream().noneMatch(one -> one.loop().loops());
      Loop loop =
          loops
              ? new Loop(1, random.nextInt(3) == 0 ? 0 : 2, inner, random.nextInt(4) == 0, false)
              : new Loop(1, 1, "", random.nextInt(4) == 0, false);
      return new Group(name(), contiguity, loop, ones);
    }
    return one(contiguity, first || !last);
  }

  private One one(String contiguity, boolean mayLoop) {
    String name = name();
    Loop loop = loop(mayLoop);
    Where where = random.nextInt(12) == 0 ? null : condition(loop.loops() ? name : "");
    Where or = where != null && random.nextInt(8) == 0 ? simple() : null;
    Where until = loop.max() == 0 && random.nextInt(3) == 0 ? condition("") : null;
    earlier.add(name);
    return new One(name, contiguity, loop, where, or, until);
  }

  private static One mandatory(One one) {
    Loop loop = one.loop();
    return new One(
        one.name(),
        one.contiguity(),
        new Loop(loop.min(), loop.max(), loop.inner(), false, loop.greedy()),
        one.where(),
        one.or(),
        one.until());
  }

  private Loop loop(boolean often) {
    if (random.nextInt(often ? 2 : 4) != 0) {
      return new Loop(1, 1, "", random.nextInt(6) == 0, false);
    }
    int min = 1 + random.nextInt(2);
    int max = random.nextBoolean() ? 0 : min + random.nextInt(3);
    if (max == 1) {
      max = 2;
    }
    String inner = pick(List.of("", "", "consecutive", "allow_combinations"));
    if (combinations && inner.equals("allow_combinations")) {
      inner = "";
    }
    combinations |= inner.equals("allow_combinations");
    boolean greedy = random.nextInt(4) == 0;
    return new Loop(min, max, inner, random.nextInt(4) == 0, greedy);
  }

  private Where condition(String self) {
    Where simple = simple();
    if (!iterative || random.nextInt(3) != 0) {
      return simple;
    }
    if (!self.isEmpty() && random.nextInt(3) == 0) {
      return new Where.Both(simple, new Where.SumBelow(self, 4 + random.nextInt(12)));
    }
    if (earlier.isEmpty()) {
      return simple;
    }
    Where.Op op = pick(List.of(Where.Op.values()));
    Where about =
        random.nextInt(4) == 0
            ? new Where.Count(pick(earlier), op, 1 + random.nextInt(2))
            : new Where.Against(op, pick(List.of(0.5, 1.0, 2.0)), pick(FUNCTIONS), pick(earlier));
    return random.nextBoolean() ? about : new Where.Both(simple, about);
  }

  private Where simple() {
    Where value = new Where.Value(pick(List.of(Where.Op.values())), 2 + random.nextInt(6));
    Where name = new Where.Name(pick(NAMES));
    return switch (random.nextInt(4)) {
      case 0 -> value;
      case 1 -> new Where.Both(name, value);
      case 2 -> new Where.Either(name, new Where.Value(Where.Op.GE, 8));
      default -> name;
    };
  }

  private String name() {
    return "s" + stages++;
  }

  private <E> E pick(List<E> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Readings of a few keys, with equal times, and some without a value. */
  static List<Observation> readings(Random random, int keys, int each, boolean missing) {
    List<Observation> readings = new ArrayList<>();
    long time = 1_600_000_000_000L;
    for (int index = 0; index < keys * each; index++) {
      time += random.nextInt(3) == 0 ? 0 : 500L * random.nextInt(4) / keys * 2;
      Double value = missing && random.nextInt(8) == 0 ? null : random.nextInt(20) * 0.5;
      readings.add(new Observation("k" + random.nextInt(keys), time, index, pick(random), value));
    }
    return readings;
  }

  private static String pick(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()));
  }
}
