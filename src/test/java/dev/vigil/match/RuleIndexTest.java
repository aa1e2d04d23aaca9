package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.condition.Checked;
import dev.vigil.condition.NaiveQuantity;
import dev.vigil.condition.Quantity;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Stages;
import dev.vigil.condition.Term;
import dev.vigil.condition.Truth;
import dev.vigil.engine.MatchBuffer;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Lifecycle;
import dev.vigil.rule.Rule;
import dev.vigil.signal.SignalCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.Test;

class RuleIndexTest {
  private static final Schema HOURLY =
      Schema.of(
          "air",
          new LinkedHashMap<>(
              Map.of("station", FieldType.STRING, "pm25", FieldType.DOUBLE, "hour", FieldType.INT)),
          List.of("station"));

  private static final double[] NO_SIGNALS = {};

  private static final List<SignalCall> CALLS =
      List.of(
          new SignalCall("avg", "pm25", FieldType.DOUBLE, 0, 600_000),
          new SignalCall("count", "pm25", FieldType.DOUBLE, 0, 600_000),
          new SignalCall("median", "pm25", FieldType.DOUBLE, 0, 600_000));

  private static final List<Term.Operator> NOT_EQUAL =
      List.of(
          Term.Operator.LESS,
          Term.Operator.LESS_OR_EQUAL,
          Term.Operator.GREATER_OR_EQUAL,
          Term.Operator.GREATER);

  /** Numbers at which arithmetic with ends could go wrong. */
  private static final List<Double> ODD =
      List.of(
          0.0,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.MAX_VALUE,
          Math.nextDown(Double.MAX_VALUE),
          Double.MIN_VALUE,
          0x1p53,
          0x1p53 - 1,
          0x1p52 + 1);

  /** The index may name a rule in vain, but never leaves one out, and names none twice. */
  @Property(tries = 200)
  void candidates_anyRulesAndEvents_holdEveryRuleThatMayStart(@ForAll long seed) {
    Random random = new Random(seed);
    List<HostedRule> rules = new ArrayList<>();
    try (MatchBuffer buffer = new MatchBuffer()) {
      for (int i = 0; i < 30; i++) {
        rules.add(hosted("r" + i, condition(random), buffer));
      }
    }
    RuleIndex index = new RuleIndex(HandMade.AIR, rules);
    int started = 0;
    for (int i = 0; i < 200; i++) {
      Event event =
          HandMade.event(
              "S" + random.nextInt(4),
              i,
              random.nextInt(5) == 0 ? Double.NaN : random.nextInt(12),
              i);
      List<HostedRule> named = new ArrayList<>();
      index.candidates(event, NO_SIGNALS, i + 1, named);
      Set<HostedRule> once = new HashSet<>(named);
      assertThat(once).hasSameSizeAs(named);
      for (HostedRule rule : rules) {
        if (rule.mayStart(Reading.of(event))) {
          started++;
          assertThat(once).contains(rule);
        }
      }
    }
    assertThat(started).isPositive();
  }

  /**
   * Of rules that are nothing but comparisons of one number, each is named exactly when it holds:
   * at its ends too, beside infinities, zeros of both signs, NaN and missing values.
   */
  @Property(tries = 500)
  void candidates_comparisonsOfOneField_areExactlyTheRulesThatHold(@ForAll long seed) {
    Random random = new Random(seed);
    String field = random.nextBoolean() ? "pm25" : "hour";
    try (MatchBuffer buffer = new MatchBuffer()) {
      List<HostedRule> rules = new ArrayList<>();
      rules.add(hosted("wide", comparisons(bounds(field, 0, 6)), buffer));
      for (int i = random.nextInt(60); i > 0; i--) {
        rules.add(hosted("r" + i, comparisons(terms(random, List.of(field))), buffer));
      }
      RuleIndex index = new RuleIndex(HOURLY, rules);
      int held = 0;
      for (int i = 0; i < 100; i++) {
        Event event = hourly(number(random), number(random), "S0");
        List<HostedRule> holding = holding(rules, event);
        assertThat(named(index, event, i + 1)).containsExactlyInAnyOrderElementsOf(holding);
        held += holding.size();
      }
      assertThat(held).isPositive();
    }
  }

  /**
   * Rules stand under one field of several, or one of each choice, so that one may be named in
   * vain, but none left out.
   */
  @Property(tries = 500)
  void candidates_comparisonsOfSeveralFields_holdEveryRuleThatHolds(@ForAll long seed) {
    Random random = new Random(seed);
    try (MatchBuffer buffer = new MatchBuffer()) {
      List<HostedRule> rules = new ArrayList<>();
      rules.add(hosted("wide", comparisons(bounds("hour", 0, 6)), buffer));
      for (int i = random.nextInt(60); i > 0; i--) {
        rules.add(hosted("r" + i, comparisons(mixed(random, 2)), buffer));
      }
      RuleIndex index = new RuleIndex(HOURLY, rules);
      int held = 0;
      for (int i = 0; i < 100; i++) {
        Event event = hourly(number(random), number(random), "S" + random.nextInt(3));
        List<HostedRule> holding = holding(rules, event);
        assertThat(named(index, event, i + 1)).doesNotHaveDuplicates().containsAll(holding);
        held += holding.size();
      }
      assertThat(held).isPositive();
    }
  }

  /**
   * Numbers are fields, signals and what is made of them, and are compared with literals and with
   * multiples of each other.
   */
  @Property(tries = 500)
  void candidates_comparisonsOfSignals_holdEveryRuleThatHolds(@ForAll long seed) {
    Random random = new Random(seed);
    try (MatchBuffer buffer = new MatchBuffer()) {
      List<HostedRule> rules = new ArrayList<>();
      Term wide = new Term.Compare("hour", Term.Operator.GREATER, -2);
      rules.add(hosted("wide", CALLS, comparisons(CALLS, wide), buffer));
      for (int i = random.nextInt(40); i > 0; i--) {
        List<SignalCall> calls = new ArrayList<>(CALLS);
        Collections.shuffle(calls, random);
        Term[] terms = new Term[1 + random.nextInt(2)];
        for (int t = 0; t < terms.length; t++) {
          terms[t] = ofSignals(random);
        }
        rules.add(hosted("r" + i, calls, comparisons(calls, terms), buffer));
      }
      SignalLayout layout = SignalLayout.of(rules, name -> 0);
      rules.forEach(rule -> rule.slots = layout.slots(rule));
      RuleIndex index = new RuleIndex(HOURLY, rules);
      int held = 0;
      for (int i = 0; i < 200; i++) {
        Event event = hourly(odd(random), number(random), "S0");
        double[] values = layout.values();
        for (int s = 0; s < values.length; s++) {
          values[s] = odd(random);
        }
        List<HostedRule> named = new ArrayList<>();
        index.candidates(event, values, i + 1, named);
        List<HostedRule> holding =
            rules.stream()
                .filter(rule -> rule.mayStart(Reading.sharing(event, values, rule.slots)))
                .toList();
        assertThat(named).doesNotHaveDuplicates().containsAll(holding);
        held += holding.size();
      }
      assertThat(held).isPositive();
    }
  }

  @Test
  void candidates_multiplesOfPositiveNumbers_areThoseThatHold() {
    try (MatchBuffer buffer = new MatchBuffer()) {
      List<HostedRule> rules = new ArrayList<>();
      Quantity field = new Quantity.OfField("pm25");
      Quantity avg = new Quantity.OfSignal(CALLS.get(0));
      for (int i = 0; i < 100; i++) {
        Term.Operator operator = i < 50 ? Term.Operator.GREATER : Term.Operator.LESS;
        Term term = new Term.Multiple(field, operator, i + 0.5, avg);
        rules.add(hosted("r" + i, CALLS, comparisons(CALLS, term), buffer));
      }
      SignalLayout layout = SignalLayout.of(rules, name -> 0);
      rules.forEach(rule -> rule.slots = layout.slots(rule));
      RuleIndex index = new RuleIndex(HOURLY, rules);
      List<HostedRule> named = new ArrayList<>();
      double[] values = layout.values();
      values[rules.get(0).slots[0]] = 10;
      index.candidates(hourly(20, 0, "S0"), values, 1, named);
      assertThat(named.subList(0, 2)).containsExactly(rules.get(0), rules.get(1));
      assertThat(named).hasSize(52);
      named.clear();
      values[rules.get(0).slots[0]] = Double.NaN;
      index.candidates(hourly(20, 0, "S0"), values, 2, named);
      assertThat(named).isEmpty();
    }
  }

  private static Term ofSignals(Random random) {
    Term.Operator operator = NOT_EQUAL.get(random.nextInt(4));
    Quantity quantity = quantity(random);
    return switch (random.nextInt(5)) {
      case 4 -> anyOf(random, () -> List.of(ofSignals(random)));
      case 0 -> new Term.Compare(quantity, operator, odd(random));
      case 1 -> new Term.Compare(quantity, Term.Operator.EQUAL, odd(random));
      case 2 -> new Term.Multiple(quantity, operator, 1, quantity(random));
      default -> new Term.Multiple(quantity, operator, finite(random), quantity(random));
    };
  }

  private static Quantity quantity(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Quantity.OfField("pm25");
      case 1 -> new Quantity.OfField("hour");
      case 2 ->
          new Quantity.Arithmetic(
              "+-*/".charAt(random.nextInt(4)), quantity(random), quantity(random));
      default -> new Quantity.OfSignal(CALLS.get(random.nextInt(CALLS.size())));
    };
  }

  /** Numbers that are multiples of each other, or nearly, and sizes where rounding is of weight. */
  private static double odd(Random random) {
    double number = number(random) * (1 + random.nextInt(6)) / 3;
    return switch (random.nextInt(12)) {
      case 0 -> number * 0x1p-1070;
      case 1 -> number * 1e-250;
      case 2 -> number * 1e300;
      default -> number;
    };
  }

  private static double finite(Random random) {
    double number = odd(random);
    return Double.isFinite(number) ? number : 1.5;
  }

  /** A condition of terms over fields and signals. */
  private static Checked comparisons(List<SignalCall> calls, Term... terms) {
    return new Checked(
        "by hand",
        (Reading reading, Stages stages) -> {
          Truth truth = Truth.TRUE;
          for (Term term : terms) {
            truth = truth.and(holds(term, reading, calls));
          }
          return truth;
        },
        List.of(terms),
        Set.of("pm25", "hour"),
        false);
  }

  /** One to three choices. */
  private static Term anyOf(Random random, Supplier<List<Term>> choice) {
    return new Term.AnyOf(Stream.generate(choice).limit(1 + random.nextInt(3)).toList());
  }

  /** Kleene's: true where a choice is, unknown where none is and one may be. */
  private static Truth anyOf(Term.AnyOf any, Function<Term, Truth> holds) {
    return any.choices().stream()
        .map(choice -> choice.stream().map(holds).reduce(Truth.TRUE, Truth::and))
        .reduce(Truth.FALSE, Truth::or);
  }

  private static Truth holds(Term term, Reading reading, List<SignalCall> calls) {
    if (term instanceof Term.AnyOf any) {
      return anyOf(any, each -> holds(each, reading, calls));
    }
    if (term instanceof Term.Multiple multiple) {
      return test(
          NaiveQuantity.of(multiple.quantity(), reading, calls),
          multiple.operator(),
          multiple.factor() * NaiveQuantity.of(multiple.of(), reading, calls));
    }
    Term.Compare compare = (Term.Compare) term;
    return test(
        NaiveQuantity.of(compare.quantity(), reading, calls),
        compare.operator(),
        compare.constant());
  }

  private static Truth test(double one, Term.Operator operator, double other) {
    return Double.isNaN(one) || Double.isNaN(other)
        ? Truth.UNKNOWN
        : Truth.of(operator.test(one, other));
  }

  @Test
  void candidates_manyRanges_areThoseAroundTheValue() {
    try (MatchBuffer buffer = new MatchBuffer()) {
      List<HostedRule> rules = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        rules.add(hosted("r" + i, comparisons(atLeast(i), below(i + 1 + i % 3)), buffer));
      }
      RuleIndex index = new RuleIndex(HOURLY, rules);
      assertThat(named(index, hourly(500, 0, "S0"), 1))
          .containsExactlyInAnyOrder(rules.get(500), rules.get(499));
      assertThat(named(index, hourly(-0.5, 0, "S0"), 2)).isEmpty();
      assertThat(named(index, hourly(Double.POSITIVE_INFINITY, 0, "S0"), 3)).isEmpty();
    }
  }

  /**
   * Ranges that are spread, crowd in one place, cover each other or lie far from all others: each
   * is named exactly for the values it holds, at its ends and right beside them too.
   */
  @Property(tries = 100)
  void candidates_rangesOfAnySizeAndPlace_areExactlyThoseThatHold(@ForAll long seed) {
    Random random = new Random(seed);
    try (MatchBuffer buffer = new MatchBuffer()) {
      List<HostedRule> rules = new ArrayList<>();
      List<Double> values = new ArrayList<>(List.of(0.0, 5.5, 1e300, -Double.MAX_VALUE));
      boolean far = random.nextBoolean();
      for (int i = random.nextInt(300); i >= 0; i--) {
        double from =
            switch (random.nextInt(far ? 20 : 19)) {
              case 0, 1, 2, 3, 4 -> 5 + random.nextDouble();
              case 5 -> 5;
              case 19 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(2000) - 976);
              default -> random.nextInt(1_000);
            };
        double to =
            switch (random.nextInt(6)) {
              case 0 -> Math.nextUp(from);
              case 1 -> from + 1_000 * random.nextDouble();
              case 2 -> Math.max(from + 1, 1_000);
              default -> from + 0.01 + random.nextDouble();
            };
        rules.add(hosted("r" + i, comparisons(bounds("pm25", from, to)), buffer));
        values.addAll(List.of(from, to, Math.nextDown(from), Math.nextUp(to), from / 2 + to / 2));
      }
      RuleIndex index = new RuleIndex(HOURLY, rules);
      for (int i = 0; i < values.size(); i++) {
        Event event = hourly(values.get(i), 0, "S0");
        assertThat(named(index, event, i + 1))
            .containsExactlyInAnyOrderElementsOf(holding(rules, event));
      }
    }
  }

  @Test
  void candidates_equalityAndRange_goByTheEquality() {
    Term text = new Term.Equal("station", "S1");
    Term number = new Term.Compare("hour", Term.Operator.EQUAL, 7);
    try (MatchBuffer buffer = new MatchBuffer()) {
      HostedRule byText = hosted("text", comparisons(atLeast(1), below(3), text), buffer);
      HostedRule byNumber = hosted("number", comparisons(atLeast(1), below(3), number), buffer);
      RuleIndex index = new RuleIndex(HOURLY, List.of(byText, byNumber));
      assertThat(named(index, hourly(2, 8, "S0"), 1)).isEmpty();
      assertThat(named(index, hourly(9, 8, "S1"), 2)).containsExactly(byText);
      assertThat(named(index, hourly(9, 7, "S0"), 3)).containsExactly(byNumber);
    }
  }

  @Test
  void candidates_rangeAndBound_goByTheRange() {
    Term bound = new Term.Compare("hour", Term.Operator.GREATER, 6);
    try (MatchBuffer buffer = new MatchBuffer()) {
      HostedRule rule = hosted("r", comparisons(bound, atLeast(1), below(3)), buffer);
      RuleIndex index = new RuleIndex(HOURLY, List.of(rule));
      assertThat(named(index, hourly(5, 7, "S0"), 1)).isEmpty();
      assertThat(named(index, hourly(1, 0, "S0"), 2)).containsExactly(rule);
    }
  }

  @Test
  void candidates_twoRanges_goByTheFirst() {
    Term from = new Term.Compare("hour", Term.Operator.GREATER_OR_EQUAL, 6);
    Term to = new Term.Compare("hour", Term.Operator.LESS_OR_EQUAL, 18);
    try (MatchBuffer buffer = new MatchBuffer()) {
      HostedRule rule = hosted("r", comparisons(from, atLeast(1), below(3), to), buffer);
      RuleIndex index = new RuleIndex(HOURLY, List.of(rule));
      assertThat(named(index, hourly(2, 19, "S0"), 1)).isEmpty();
      assertThat(named(index, hourly(9, 18, "S0"), 2)).containsExactly(rule);
    }
  }

  @Test
  void candidates_contradictoryRange_areNeverTheRule() {
    Term equal = new Term.Compare("hour", Term.Operator.EQUAL, 7);
    try (MatchBuffer buffer = new MatchBuffer()) {
      HostedRule never = hosted("never", comparisons(equal, atLeast(3), below(3)), buffer);
      HostedRule once = hosted("once", comparisons(atLeast(3), atMost(3)), buffer);
      RuleIndex index = new RuleIndex(HOURLY, List.of(never, once));
      assertThat(named(index, hourly(3, 7, "S0"), 1)).containsExactly(once);
      assertThat(named(index, hourly(2.5, 7, "S0"), 2)).isEmpty();
    }
  }

  @Test
  void candidates_anyOf_goByEachOfItsChoices() {
    Term high = new Term.Compare("pm25", Term.Operator.GREATER, 100);
    Term night = new Term.Compare("hour", Term.Operator.LESS, 6);
    Term either = new Term.AnyOf(List.of(List.of(high), List.of(night)));
    try (MatchBuffer buffer = new MatchBuffer()) {
      HostedRule rule = hosted("r", comparisons(either), buffer);
      RuleIndex index = new RuleIndex(HOURLY, List.of(rule));
      assertThat(named(index, hourly(100, 6, "S0"), 1)).isEmpty();
      assertThat(named(index, hourly(101, 6, "S0"), 2)).containsExactly(rule);
      assertThat(named(index, hourly(100, 5, "S0"), 3)).containsExactly(rule);
      assertThat(named(index, hourly(101, 5, "S0"), 4)).containsExactly(rule);
    }
  }

  @Test
  void candidates_boundAndAnyOfSomeTexts_goByTheTexts() {
    Term stations =
        new Term.AnyOf(
            List.of(
                List.of(new Term.Equal("station", "S1")),
                List.of(new Term.Equal("station", "S2"), atLeast(50))));
    try (MatchBuffer buffer = new MatchBuffer()) {
      HostedRule rule = hosted("r", comparisons(atLeast(1), stations), buffer);
      RuleIndex index = new RuleIndex(HOURLY, List.of(rule));
      assertThat(named(index, hourly(2, 0, "S0"), 1)).isEmpty();
      assertThat(named(index, hourly(0, 0, "S1"), 2)).containsExactly(rule);
      assertThat(named(index, hourly(0, 0, "S2"), 3)).containsExactly(rule);
    }
  }

  @Test
  void candidates_anyOfFieldsThatTheStreamLacks_goByTheOthers() {
    Term other = new Term.Compare("pm10", Term.Operator.GREATER, 1);
    Term either = new Term.AnyOf(List.of(List.of(other), List.of(atLeast(5))));
    Term none = new Term.AnyOf(List.of(List.of(other, atLeast(5))));
    try (MatchBuffer buffer = new MatchBuffer()) {
      HostedRule some = hosted("some", comparisons(either), buffer);
      RuleIndex index =
          new RuleIndex(HOURLY, List.of(some, hosted("none", comparisons(none), buffer)));
      assertThat(named(index, hourly(4, 0, "S0"), 1)).isEmpty();
      assertThat(named(index, hourly(5, 0, "S0"), 2)).containsExactly(some);
    }
  }

  private static Term[] bounds(String field, double least, double most) {
    return new Term[] {
      new Term.Compare(field, Term.Operator.GREATER_OR_EQUAL, least),
      new Term.Compare(field, Term.Operator.LESS_OR_EQUAL, most)
    };
  }

  private static Term atLeast(double bound) {
    return new Term.Compare("pm25", Term.Operator.GREATER_OR_EQUAL, bound);
  }

  private static Term below(double bound) {
    return new Term.Compare("pm25", Term.Operator.LESS, bound);
  }

  private static Term atMost(double bound) {
    return new Term.Compare("pm25", Term.Operator.LESS_OR_EQUAL, bound);
  }

  private static List<HostedRule> named(RuleIndex index, Event event, long lookup) {
    List<HostedRule> named = new ArrayList<>();
    index.candidates(event, NO_SIGNALS, lookup, named);
    return named;
  }

  private static List<HostedRule> holding(List<HostedRule> rules, Event event) {
    return rules.stream().filter(rule -> rule.mayStart(Reading.of(event))).toList();
  }

  /** Up to four comparisons, so that ranges, and contradictions, are frequent. */
  private static Term[] terms(Random random, List<String> fields) {
    Term[] terms = new Term[1 + random.nextInt(4)];
    for (int i = 0; i < terms.length; i++) {
      int operator = random.nextInt(9);
      terms[i] =
          new Term.Compare(
              fields.get(random.nextInt(fields.size())),
              operator == 8 ? Term.Operator.EQUAL : NOT_EQUAL.get(operator % 4),
              number(random));
    }
    return terms;
  }

  /** Comparisons of both fields and of the station, and choices between such. */
  private static Term[] mixed(Random random, int depth) {
    List<Term> terms = new ArrayList<>(List.of(terms(random, List.of("pm25", "hour"))));
    if (random.nextInt(4) == 0) {
      terms.add(new Term.Equal("station", "S" + random.nextInt(3)));
    }
    if (depth > 0 && random.nextBoolean()) {
      terms.subList(random.nextInt(terms.size() + 1), terms.size()).clear();
      terms.add(anyOf(random, () -> List.of(mixed(random, depth - 1))));
    }
    return terms.toArray(Term[]::new);
  }

  /** Few enough numbers that values often lie at an end, or right beside it. */
  private static double number(Random random) {
    double number = random.nextInt(12) - 4;
    return switch (random.nextInt(16)) {
      case 0 -> Math.nextUp(number);
      case 1 -> Math.nextDown(number);
      case 2 -> ODD.get(random.nextInt(ODD.size()));
      case 3 -> -ODD.get(random.nextInt(ODD.size()));
      default -> number;
    };
  }

  private static Event hourly(double pm25, double hour, String station) {
    Event event = new Event(HOURLY, 0, "t-0", 0);
    event.setText(HOURLY.field("station").slot(), station);
    event.setDouble(HOURLY.field("pm25").slot(), pm25);
    if (hour == Math.rint(hour) && Math.abs(hour) <= 1L << 53) {
      event.setLong(HOURLY.field("hour").slot(), (long) hour);
    }
    return event;
  }

  /** A condition that is the conjunction of its terms. */
  private static Checked comparisons(Term... terms) {
    return new Checked(
        "by hand",
        (Reading reading, Stages stages) -> {
          Truth truth = Truth.TRUE;
          for (Term term : terms) {
            truth = truth.and(holds(term, reading.event()));
          }
          return truth;
        },
        List.of(terms),
        Set.of("pm25", "hour"),
        false);
  }

  private static Truth holds(Term term, Event event) {
    if (term instanceof Term.AnyOf any) {
      return anyOf(any, each -> holds(each, event));
    }
    if (term instanceof Term.Compare compare) {
      Field field = HOURLY.field(((Quantity.OfField) compare.quantity()).field());
      if (!event.has(field.slot())) {
        return Truth.UNKNOWN;
      }
      double value =
          field.type() == FieldType.DOUBLE
              ? event.getDouble(field.slot())
              : event.getLong(field.slot());
      return Truth.of(compare.operator().test(value, compare.constant()));
    }
    Term.Equal equal = (Term.Equal) term;
    String text = event.getText(HOURLY.field(equal.field()).slot());
    return text == null ? Truth.UNKNOWN : Truth.of(equal.text().equals(text));
  }

  private static HostedRule hosted(String id, Checked start, MatchBuffer buffer) {
    return hosted(id, List.of(), start, buffer);
  }

  private static HostedRule hosted(
      String id, List<SignalCall> signals, Checked start, MatchBuffer buffer) {
    Rule rule =
        HandMade.rule(
            id,
            signals,
            List.of(HandMade.stage("s", Contiguity.BEGIN, start)),
            0,
            null,
            new Lifecycle.Moment(0),
            false);
    return new HostedRule(
        rule,
        1,
        1,
        buffer,
        new RuleMetrics(UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup(), id));
  }

  private static Checked condition(Random random) {
    int pm25 = HandMade.AIR.field("pm25").slot();
    int station = HandMade.AIR.field("station").slot();
    Term.Operator operator = List.of(Term.Operator.values()).get(random.nextInt(5));
    double bound = random.nextInt(12);
    String name = "S" + random.nextInt(4);
    boolean byName = random.nextInt(3) == 0;
    boolean byNumber = !byName || random.nextBoolean();
    List<Term> terms = new ArrayList<>();
    if (byNumber) {
      terms.add(new Term.Compare("pm25", operator, bound));
    }
    if (byName) {
      terms.add(new Term.Equal("station", name));
    }
    boolean hidden = random.nextInt(6) == 0;
    return new Checked(
        "by hand",
        (Reading reading, Stages stages) -> {
          Event event = reading.event();
          Truth number =
              !byNumber
                  ? Truth.TRUE
                  : event.has(pm25)
                      ? Truth.of(operator.test(event.getDouble(pm25), bound))
                      : Truth.UNKNOWN;
          return number.and(Truth.of(!byName || name.equals(event.getText(station))));
        },
        hidden ? List.of() : terms,
        Set.of("pm25"),
        false);
  }
}
