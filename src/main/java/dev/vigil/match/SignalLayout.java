package dev.vigil.match;

import dev.vigil.event.Schema;
import dev.vigil.signal.Signal;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.SignalFunction;
import dev.vigil.signal.Signals;
import dev.vigil.signal.ViewFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The signals that the rules of one key spec share: a call that stands in ten rules over the same
 * streams is computed once for a key.
 */
final class SignalLayout {
  static final SignalLayout EMPTY = new SignalLayout(List.of());

  private static final int ALONE = -1;

  private final List<Entry> entries;

  /** By stream, the slots of the signals that go over it, in order. */
  private final Map<String, int[]> byStream = new HashMap<>();

  /** The stream asked for last. */
  private @Nullable Schema last;

  private int[] overLast = {};

  /** The values of the signals at the reading in hand, by slot. */
  private final double[] values;

  /** For each entry where its inputs lie; they come before it. */
  private final int[][] inputs;

  /** For each entry where the state lies that it shares; before it too, or {@link #ALONE}. */
  private final int[] shared;

  private SignalLayout(List<Entry> entries) {
    this.entries = entries;
    this.values = new double[entries.size()];
    this.inputs = new int[entries.size()][];
    this.shared = new int[entries.size()];
    for (int i = 0; i < inputs.length; i++) {
      Entry entry = entries.get(i);
      inputs[i] =
          entry.call().inputs().stream()
              .mapToInt(input -> entries.indexOf(new Entry(entry.streams(), input)))
              .toArray();
      shared[i] = entry.shared().map(entries::indexOf).orElse(ALONE);
    }
  }

  /** A layout of all calls of the rules. */
  static SignalLayout of(Collection<HostedRule> rules) {
    List<Entry> entries = new ArrayList<>();
    for (HostedRule rule : rules) {
      for (SignalCall call : rule.plan.signals()) {
        add(new Entry(rule.plan.streams(), call), entries);
      }
    }
    return entries.isEmpty() ? EMPTY : new SignalLayout(List.copyOf(entries));
  }

  private static void add(Entry entry, List<Entry> entries) {
    if (!entries.contains(entry)) {
      entry.call().inputs().forEach(input -> add(new Entry(entry.streams(), input), entries));
      entry.shared().ifPresent(base -> add(base, entries));
      entries.add(entry);
    }
  }

  int size() {
    return entries.size();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Entry entry(int slot) {
    return entries.get(slot);
  }

  /** The slots of the signals that go over a stream, in order. */
  @SuppressWarnings("ReferenceEquality") // by design: most readings are of the last one's stream
  int[] over(Schema schema) {
    if (schema != last) {
      last = schema;
      overLast =
          byStream.computeIfAbsent(
              schema.stream(),
              name ->
                  IntStream.range(0, entries.size())
                      .filter(slot -> entries.get(slot).streams().contains(name))
                      .toArray());
    }
    return overLast;
  }

  /**
   * The values of the signals that go over the stream of the reading in hand, by slot; written by
   * the key whose reading it is.
   */
  double[] values() {
    return values;
  }

  /** The slots of the signals that the one in a slot asks for. */
  int[] inputs(int slot) {
    return inputs[slot];
  }

  /** The slot of an entry by its name, or -1. */
  int slot(String name) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Where each signal of a rule lies, in the order of the rule's slots. */
  int[] slots(HostedRule rule) {
    return rule.plan.signals().stream()
        .mapToInt(call -> entries.indexOf(new Entry(rule.plan.streams(), call)))
        .toArray();
  }

  /** Signals in the order of the slots: those of another layout where it has them, else empty. */
  Signal[] create(SignalLayout known, Signal[] kept) {
    Signal[] signals = new Signal[entries.size()];
    for (int i = 0; i < signals.length; i++) {
      Entry entry = entries.get(i);
      if (shared[i] != ALONE) {
        signals[i] = entry.create(signals[shared[i]]);
      } else {
        int before = known.slot(entry.name());
        signals[i] = before >= 0 ? kept[before] : entry.create();
      }
    }
    return signals;
  }

  /** A call over the readings of some streams. */
  record Entry(Set<String> streams, SignalCall call) {
    /** Name of the state, the same in every release. */
    String name() {
      return String.join(",", new TreeSet<>(streams)) + "/" + call.id();
    }

    Signal create() {
      return function().create(call);
    }

    /** A view of the state of the {@link #shared} entry, which there is. */
    Signal create(Signal shared) {
      return view().orElseThrow().create(call, shared);
    }

    /** The entry whose state it shares. */
    Optional<Entry> shared() {
      return view().map(view -> new Entry(streams, view.shared(call)));
    }

    private Optional<ViewFunction> view() {
      return function() instanceof ViewFunction view ? Optional.of(view) : Optional.empty();
    }

    /** Version in which the state is written. */
    int version() {
      return function().version();
    }

    private SignalFunction function() {
      return Signals.function(call.function())
          .orElseThrow(() -> new IllegalStateException("no signal " + call.function()));
    }
  }
}
