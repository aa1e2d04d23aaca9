package dev.vigil.cases;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.functions.TimedOutPartialMatchHandler;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/** Flink's own operator for one pattern, the one that {@code CEP.pattern(...)} makes. */
final class PlainCep<T> {
  private final Pattern<T, ?> pattern;
  private final TypeSerializer<T> serializer;
  private final KeySelector<T, String> key;
  private final Index<T> index;

  /** Where in the case a reading stands. */
  interface Index<T> extends ToIntFunction<T>, Serializable {}

  PlainCep(
      Pattern<T, ?> pattern,
      TypeSerializer<T> serializer,
      KeySelector<T, String> key,
      Index<T> index) {
    this.pattern = pattern;
    this.serializer = serializer;
    this.key = key;
    this.index = index;
  }

  /** Everything the pattern finds, sorted; what times out only where it is asked for. */
  List<Found> run(List<Input<T>> inputs, boolean timeouts) throws Exception {
    Matches<T> found = timeouts ? new MatchesAndTimeouts<>(index) : new Matches<>(index);
    CepOperator<T, String, Integer> operator =
        new CepOperator<>(
            serializer,
            false,
            NFACompiler.compileFactory(pattern, timeouts),
            null,
            pattern.getAfterMatchSkipStrategy(),
            found,
            null);
    try (KeyedOneInputStreamOperatorTestHarness<String, T, Integer> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(operator, key, Types.STRING)) {
      harness.open();
      for (Input<T> input : inputs) {
        if (input instanceof Input.Element<T> element) {
          harness.processElement(element.value(), element.timestamp());
        } else if (input instanceof Input.Watermark<T> watermark) {
          harness.processWatermark(watermark.timestamp());
        }
      }
    }
    return found.all.stream().sorted().toList();
  }

  /** Notes what it is given; the harness runs it in place. */
  private static class Matches<T> extends PatternProcessFunction<T, Integer> {
    final Index<T> index;
    final List<Found> all = new ArrayList<>();

    Matches(Index<T> index) {
      this.index = index;
    }

    @Override
    public void processMatch(Map<String, List<T>> match, Context context, Collector<Integer> out) {
      all.add(Found.of(match, context.timestamp(), false, index));
    }
  }

  private static final class MatchesAndTimeouts<T> extends Matches<T>
      implements TimedOutPartialMatchHandler<T> {
    MatchesAndTimeouts(Index<T> index) {
      super(index);
    }

    @Override
    public void processTimedOutMatch(Map<String, List<T>> match, Context context) {
      all.add(Found.of(match, context.timestamp(), true, index));
    }
  }
}
