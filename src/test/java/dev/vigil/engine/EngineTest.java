package dev.vigil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Condition;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Truth;
import dev.vigil.engine.OpenMatches.Expired;
import dev.vigil.engine.OpenMatches.Missed;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.AfterMatch.Strategy;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Quantifier.Inner;
import dev.vigil.plan.Stage;
import dev.vigil.rule.Catalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.pattern.MalformedPatternException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences that are chains, over random readings: what Flink's NFA finds is the measure.
 */
class EngineTest {
  private static final Schema SCHEMA =
      Schema.of("s", new LinkedHashMap<>(Map.of("v", FieldType.DOUBLE)), List.of());
  private static final int PLANS = 400;
  private static final int READINGS = 120;

  private final MatchBuffer buffer = new MatchBuffer();

  @AfterEach
  void close() {
    buffer.close();
  }

  static IntStream seeds() {
    return IntStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void chain_ofAnyShape_findsWhatFlinksNfaFinds(int seed) throws Exception {
    check(EngineKind.CHAIN, EngineTest::plan, new Random(seed));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void graph_ofAnyShape_findsWhatFlinksNfaFinds(int seed) throws Exception {
    check(EngineKind.GRAPH, this::anyPlan, new Random(100 + seed));
  }

  /** Where stages take one reading each, Flink's NFA knows every gap. */
  @ParameterizedTest
  @MethodSource("seeds")
  void graph_withAGap_findsWhatFlinksNfaFinds(int seed) throws Exception {
    check(EngineKind.GRAPH, EngineTest::branchingPlan, new Random(200 + seed));
  }

  /** Loops and optional stages too are over when nothing was taken for so long. */
  @ParameterizedTest
  @MethodSource("seeds")
  void graph_withAGap_ofAnyShape_takesNothingBeyondIt(int seed) throws Exception {
    Random random = new Random(300 + seed);
    int found = 0;
    for (int i = 0; i < PLANS; i++) {
      Plan any = anyPlan(random);
      Plan plan = plan(any.stages(), any.within(), 1_000, any.afterMatch(), any.alertOnTimeout());
      OpenMatches open = Engine.of(EngineKind.GRAPH, plan, buffer).start();
      long time = 1_600_000_000_000L;
      for (int n = 0; n < READINGS; n++) {
        time += 500L * random.nextInt(4);
        found += assertGaps(open.advance(time, Missed.UNTOLD).matches(), plan);
        Reading reading = reading(time, random.nextInt(10), n);
        found += assertGaps(open.process(reading, Missed.UNTOLD), plan);
      }
      found += assertGaps(open.advance(time + plan.maxGap(), Missed.UNTOLD).matches(), plan);
      assertThat(open.isIdle()).as("%s", plan).isTrue();
    }
    assertThat(found).isGreaterThan(1_000);
  }

  private static int assertGaps(Collection<Map<String, List<Reading>>> matches, Plan plan) {
    for (Map<String, List<Reading>> match : matches) {
      List<Long> times =
          match.values().stream().flatMap(List::stream).map(Reading::timestamp).sorted().toList();
      for (int i = 1; i < times.size(); i++) {
        assertThat(times.get(i) - times.get(i - 1)).as("%s", plan).isLessThan(plan.maxGap());
      }
    }
    return matches.size();
  }

  private void check(EngineKind kind, Function<Random, Plan> plans, Random random)
      throws Exception {
    int found = 0;
    int timedOut = 0;
    int unmoved = 0;
    int missed = 0;
    int plansThatMatch = 0;
    for (int i = 0; i < PLANS; i++) {
      Plan plan = plans.apply(random);
      Told told = new Told();
      run(
          Engine.of(kind, plan, buffer),
          Engine.of(EngineKind.NFA, plan, buffer),
          plan,
          random,
          told);
      found += told.matches;
      timedOut += told.timedOut;
      unmoved += told.unmoved;
      missed += told.missed;
      plansThatMatch += told.matches > 0 ? 1 : 0;
    }
    assertThat(found).isGreaterThan(3_000);
    assertThat(timedOut).isGreaterThan(300);
    assertThat(missed).isGreaterThan(1_000);
    assertThat(unmoved > 1_000).isEqualTo(kind == EngineKind.CHAIN);
    assertThat(plansThatMatch).isGreaterThan(PLANS / 2);
  }

  @Test
  void plan_thatMayBranchOrOvertake_isNoChain() {
    Stage begin = stage("a", Contiguity.BEGIN, 5);
    assertThat(isNoChain(begin, stage("b", Contiguity.FOLLOWED_BY_ANY, 3))).isTrue();
    assertThat(
            isNoChain(
                begin,
                new Stage.Single(
                    "b",
                    Contiguity.FOLLOWED_BY,
                    new Quantifier(1, 2, false, false, Quantifier.Inner.RELAXED),
                    where(3, false),
                    null)))
        .isTrue();
    assertThat(
            isNoChain(
                begin,
                new Stage.Single(
                    "b", Contiguity.FOLLOWED_BY, Quantifier.ONCE, where(3, true), null)))
        .isTrue();
    assertThat(
            isNoChain(
                begin,
                stage("x", Contiguity.NOT_FOLLOWED_BY, 1),
                stage("y", Contiguity.NOT_NEXT, 1),
                stage("b", Contiguity.FOLLOWED_BY, 3)))
        .isTrue();
    assertThat(isNoChain(begin, stage("b", Contiguity.FOLLOWED_BY, 3))).isFalse();
  }

  private boolean isNoChain(Stage... stages) {
    return Engine.of(
                plan(List.of(stages), 10_000, 0, AfterMatch.SKIP_PAST_LAST_EVENT, false), buffer)
            .kind()
        != EngineKind.CHAIN;
  }

  /** What was found, so that nothing found is no proof. */
  private static final class Told {
    int matches;
    int timedOut;
    int unmoved;
    int missed;
  }

  private void run(Engine chain, Engine nfa, Plan plan, Random random, Told told) throws Exception {
    OpenMatches ours = chain.start();
    OpenMatches theirs = nfa.start();
    List<String> history = new ArrayList<>();
    long time = 1_600_000_000_000L;
    for (int i = 0; i < READINGS; i++) {
      time += 500L * random.nextInt(4);
      for (long due = ours.deadline(time - 20_000); due <= time; due = ours.deadline(due)) {
        pass(ours, theirs, due, history, plan, told);
      }
      pass(ours, theirs, time, history, plan, told);
      Reading reading = reading(time, random.nextInt(10) == 0 ? Double.NaN : random.nextInt(10), i);
      history.add(i + ":" + time % 1_000_000 + "=" + reading.event().getDouble(0));
      boolean moves = mayBegin(plan, reading) || chain.moves(ours.awaited(), reading);
      Misses missed = new Misses();
      Misses expected = new Misses();
      var found = moves ? ours.process(reading, missed) : List.<Map<String, List<Reading>>>of();
      told.unmoved += moves ? 0 : 1;
      assertThat(found)
          .as("%s after %s", plan, history)
          .containsExactlyElementsOf(theirs.process(reading, expected));
      told.matches += found.size();
      assertThat(ours.isIdle()).isEqualTo(theirs.isIdle());
      assertThat(begun(ours)).isEqualTo(begun(theirs));
      if (found.isEmpty()) {
        told.missed += assertMissed(missed, expected, plan, history);
      }
      if (random.nextInt(10) == 0) {
        ours = copy(chain, ours);
      }
    }
  }

  private static boolean mayBegin(Plan plan, Reading reading) {
    return !(plan.stages().get(0) instanceof Stage.Single first)
        || first.where() == null
        || first.where().condition().holds(reading);
  }

  private static void pass(
      OpenMatches ours, OpenMatches theirs, long time, List<String> history, Plan plan, Told told)
      throws Exception {
    Misses missed = new Misses();
    Misses expectedMisses = new Misses();
    Expired found = ours.advance(time, missed);
    Expired expected = theirs.advance(time, expectedMisses);
    assertThat(found.matches())
        .as("%s at %s after %s", plan, time, history)
        .containsExactlyElementsOf(expected.matches());
    assertThat(found.timedOut())
        .as("%s at %s after %s", plan, time, history)
        .containsExactlyInAnyOrderElementsOf(expected.timedOut());
    told.matches += found.matches().size();
    told.timedOut += found.timedOut().size();
    if (found.matches().isEmpty() && found.timedOut().isEmpty()) {
      told.missed += assertMissed(missed, expectedMisses, plan, history);
    }
  }

  /** How many readings have begun a partial match that is still open. */
  private static long begun(OpenMatches matches) {
    if (matches instanceof ChainMatches chain) {
      return chain.size();
    }
    if (matches instanceof GraphMatches graph) {
      return graph.open().stream()
          .filter(Partial::hasBegun)
          .map(Partial::startNumber)
          .distinct()
          .count();
    }
    return ((NfaMatches) matches)
        .image().state().getPartialMatches().stream()
            .map(ComputationState::getStartEventID)
            .filter(Objects::nonNull)
            .distinct()
            .count();
  }

  /** What was missed, where no match was found: by Flink's NFA, what is gone after a step. */
  private static int assertMissed(Misses missed, Misses expected, Plan plan, List<String> history) {
    assertThat(missed.all)
        .as("%s after %s", plan, history)
        .containsExactlyInAnyOrderElementsOf(expected.all);
    return missed.all.size();
  }

  /** What an engine says was missed in a step. */
  private static final class Misses implements Missed {
    final List<String> all = new ArrayList<>();

    @Override
    public void missed(long start, String stage) {
      all.add(start + " " + stage);
    }
  }

  /** As it comes back from a savepoint. */
  private static OpenMatches copy(Engine engine, OpenMatches matches) throws Exception {
    SchemaTable schemas = new SchemaTable(Catalog.of(SCHEMA));
    ReadingSerializer readings = new ReadingSerializer(schemas, 1_000);
    DataOutputSerializer body = new DataOutputSerializer(64);
    matches.write(readings, body);
    DataOutputSerializer sources = new DataOutputSerializer(64);
    readings.writeSources(sources);
    ReadingSerializer read =
        ReadingSerializer.readSources(
            schemas, 1_000, new DataInputDeserializer(sources.getCopyOfBuffer()));
    return engine.read(matches.kind(), read, new DataInputDeserializer(body.getCopyOfBuffer()));
  }

  private static Reading reading(long time, double value, int number) {
    Event event = new Event(SCHEMA, time, "t-0", number);
    if (!Double.isNaN(value)) {
      event.setDouble(0, value);
    }
    return Reading.of(event);
  }

  private static Plan plan(Random random) {
    List<Stage> stages = new ArrayList<>();
    int length = 1 + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      if (i > 0 && random.nextInt(4) == 0) {
        stages.add(ban(random, stages.size()));
      }
      Contiguity contiguity =
          i == 0
              ? Contiguity.BEGIN
              : random.nextInt(4) == 0 ? Contiguity.NEXT : Contiguity.FOLLOWED_BY;
      // After a ban, Flink takes no strict stage.
      if (i > 0 && ((Stage.Single) stages.get(stages.size() - 1)).contiguity().isNegative()) {
        contiguity = Contiguity.FOLLOWED_BY;
      }
      stages.add(stage("s" + stages.size(), contiguity, random));
    }
    boolean banAtEnd = random.nextInt(4) == 0;
    if (banAtEnd) {
      stages.add(ban(random, stages.size()));
    }
    long within = banAtEnd || random.nextInt(4) > 0 ? 1_000L * (1 + random.nextInt(6)) : 0;
    long maxGap = !banAtEnd && random.nextInt(3) == 0 ? 500L * (1 + random.nextInt(4)) : 0;
    Strategy strategy =
        List.of(Strategy.NO_SKIP, Strategy.SKIP_TO_NEXT, Strategy.SKIP_PAST_LAST_EVENT)
            .get(random.nextInt(3));
    return plan(
        stages,
        within,
        within > 0 ? Math.min(within, maxGap) : maxGap,
        new AfterMatch(strategy, null),
        within > 0 && random.nextBoolean());
  }

  /** Stages that take one reading each, in several ways, with a gap. */
  private static Plan branchingPlan(Random random) {
    List<Stage> stages = new ArrayList<>();
    stages.add(stage("s0", Contiguity.BEGIN, random));
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Contiguity contiguity =
          random.nextBoolean() ? Contiguity.FOLLOWED_BY_ANY : Contiguity.FOLLOWED_BY;
      String name = "s" + stages.size();
      stages.add(
          random.nextInt(3) == 0
              ? new Stage.Single(name, contiguity, Quantifier.ONCE, moreThan("s0"), null)
              : stage(name, contiguity, random));
    }
    long within = random.nextBoolean() ? 1_000L * (2 + random.nextInt(6)) : 0;
    return plan(
        stages,
        within,
        500L * (1 + random.nextInt(4)),
        random.nextBoolean()
            ? AfterMatch.SKIP_PAST_LAST_EVENT
            : new AfterMatch(Strategy.NO_SKIP, null),
        random.nextBoolean());
  }

  /** A plan that Flink takes, with loops, branches and conditions over what was taken. */
  private Plan anyPlan(Random random) {
    while (true) {
      Plan drawn = plan(random);
      List<Stage> stages = new ArrayList<>();
      for (Stage stage : drawn.stages()) {
        stages.add(richer((Stage.Single) stage, stages, random));
      }
      long within = drawn.within() > 0 ? drawn.within() : 4_000;
      Strategy strategy = List.copyOf(EnumSet.allOf(Strategy.class)).get(random.nextInt(5));
      boolean toStage =
          strategy.name().startsWith("SKIP_TO_F") || strategy == Strategy.SKIP_TO_LAST;
      // To skip to the first reading of a match would go on for ever: Flink stops the job.
      String target = stages.get(stages.size() - 1).name();
      if (toStage
          && (stages.size() == 1 || stages.get(stages.size() - 1).contiguity().isNegative())) {
        continue;
      }
      Plan plan =
          plan(
              stages,
              within,
              0,
              new AfterMatch(strategy, toStage ? target : null),
              drawn.alertOnTimeout());
      try {
        Engine.of(EngineKind.NFA, plan, buffer).start();
        return plan;
      } catch (MalformedPatternException | UnsupportedOperationException e) {
        assertThat(e).hasMessageNotContaining("dev.vigil"); // Flink refuses it: draw another
      }
    }
  }

  private static Stage richer(Stage.Single stage, List<Stage> before, Random random) {
    if (stage.contiguity().isNegative()) {
      return stage;
    }
    Contiguity contiguity =
        stage.contiguity() == Contiguity.FOLLOWED_BY && random.nextInt(3) == 0
            ? Contiguity.FOLLOWED_BY_ANY
            : stage.contiguity();
    boolean mayBeOptional = !before.isEmpty();
    Inner inner = List.of(Inner.RELAXED, Inner.CONSECUTIVE).get(random.nextInt(2));
    Quantifier quantifier =
        switch (random.nextInt(6)) {
          case 0 -> new Quantifier(1, 3, false, random.nextBoolean(), inner);
          case 1 -> new Quantifier(2, 2, false, false, inner);
          case 2 -> new Quantifier(1, Quantifier.UNBOUNDED, false, random.nextBoolean(), inner);
          case 3 -> new Quantifier(1, 1, mayBeOptional, false, Inner.RELAXED);
          default -> Quantifier.ONCE;
        };
    Checked where = stage.where();
    if (!before.isEmpty() && random.nextInt(3) == 0) {
      where = moreThan(before.get(0).name());
    }
    return new Stage.Single(stage.name(), contiguity, quantifier, where, null);
  }

  /** For readings above the last that an earlier stage took. */
  private static Checked moreThan(String stage) {
    Condition condition =
        (reading, stages) -> {
          double last = Double.NaN;
          for (Reading taken : stages.taken(stage)) {
            last = taken.event().getDouble(0);
          }
          return Truth.of(reading.event().getDouble(0) >= last);
        };
    return new Checked("above " + stage, condition, List.of(), Set.of("v"), true);
  }

  private static Plan plan(
      List<Stage> stages, long within, long maxGap, AfterMatch afterMatch, boolean timeouts) {
    return new Plan(
        Set.of("s"),
        List.of(),
        List.of(),
        null,
        stages,
        within,
        maxGap,
        afterMatch,
        timeouts,
        new Lifecycle.Moment(0),
        "f");
  }

  private static Stage ban(Random random, int number) {
    return stage(
        "s" + number,
        random.nextBoolean() ? Contiguity.NOT_NEXT : Contiguity.NOT_FOLLOWED_BY,
        random);
  }

  private static Stage stage(String name, Contiguity contiguity, Random random) {
    int level = random.nextInt(12);
    return stage(name, contiguity, level > 9 ? -1 : level);
  }

  /** A stage for readings from a level on, or below it; a negative level takes any reading. */
  private static Stage stage(String name, Contiguity contiguity, int level) {
    return new Stage.Single(
        name, contiguity, Quantifier.ONCE, level < 0 ? null : where(level, false), null);
  }

  private static Checked where(int level, boolean iterative) {
    Condition condition =
        (reading, stages) ->
            reading.event().has(0)
                ? Truth.of(
                    level % 2 == 0
                        ? reading.event().getDouble(0) >= level
                        : reading.event().getDouble(0) < level)
                : Truth.UNKNOWN;
    return new Checked(level + "", condition, List.of(), Set.of("v"), iterative);
  }
}
