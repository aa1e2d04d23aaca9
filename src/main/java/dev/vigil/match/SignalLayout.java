package dev.vigil.match;

import dev.vigil.event.Schema;
import dev.vigil.signal.Signal;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.SignalFunction;
import dev.vigil.signal.Signals;
import dev.vigil.signal.ViewFunction;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The signals that the rules of one key spec share: a call that stands in ten rules over the same
 * streams is computed once for a key.
 */
final class SignalLayout {
  static final SignalLayout EMPTY = new SignalLayout(Map.of(), name -> 0);

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

  /** The slot of each entry, by its name, in order. */
  private final Map<String, Integer> slots;

  /** The names of the entries, by slot. */
  private final String[] names;

  /** For each entry the revision since which it has been fed. */
  private final long[] since;

  private SignalLayout(Map<String, Entry> byName, ToLongFunction<String> fedSince) {
    this.entries = List.copyOf(byName.values());
    this.names = byName.keySet().toArray(String[]::new);
    this.since = Arrays.stream(names).mapToLong(fedSince).toArray();
    this.slots = new HashMap<>();
    for (int slot = 0; slot < names.length; slot++) {
      slots.put(names[slot], slot);
    }
    this.values = new double[names.length];
    this.inputs = new int[names.length][];
    this.shared = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      Entry entry = entries.get(i);
      inputs[i] =
          entry.call().inputs().stream()
              .mapToInt(input -> slot(new Entry(entry.streams(), input).name()))
              .toArray();
      shared[i] = entry.shared().map(base -> slot(base.name())).orElse(ALONE);
    }
  }

  /**
   * A layout of all calls of the rules.
   *
   * @param fedSince the revision since which a signal has been fed, by its name
   */
  static SignalLayout of(Collection<HostedRule> rules, ToLongFunction<String> fedSince) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    rules.forEach(rule -> add(rule, entries));
    return entries.isEmpty() ? EMPTY : new SignalLayout(entries, fedSince);
  }

  /** The names of all signals that a rule needs. */
  static Set<String> names(HostedRule rule) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    add(rule, entries);
    return entries.keySet();
  }

  private static void add(HostedRule rule, Map<String, Entry> entries) {
    for (SignalCall call : rule.plan.signals()) {
      add(new Entry(rule.plan.streams(), call), entries);
    }
  }

  private static void add(Entry entry, Map<String, Entry> entries) {
    String name = entry.name();
    if (!entries.containsKey(name)) {
      entry.call().inputs().forEach(input -> add(new Entry(entry.streams(), input), entries));
      entry.shared().ifPresent(base -> add(base, entries));
      entries.put(name, entry);
    }
  }

  /** Whether the same signals, fed since the same revisions, lie in the same slots. */
  boolean isLike(SignalLayout other) {
    return Arrays.equals(names, other.names) && Arrays.equals(since, other.since);
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

  /** The revision since which the signal in a slot has been fed without a break. */
  long since(int slot) {
    return since[slot];
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
    return slots.getOrDefault(name, -1);
  }

  /** Where each signal of a rule lies, in the order of the rule's slots. */
  int[] slots(HostedRule rule) {
    return rule.plan.signals().stream()
        .mapToInt(call -> slot(new Entry(rule.plan.streams(), call).name()))
        .toArray();
  }

  /**
   * Signals in the order of the slots: those of another layout where it has them, fed since the
   * same revision; else empty.
   */
  Signal[] create(SignalLayout known, Signal[] kept) {
    Signal[] signals = new Signal[entries.size()];
    for (int i = 0; i < signals.length; i++) {
      Entry entry = entries.get(i);
      if (shared[i] != ALONE) {
        signals[i] = entry.create(signals[shared[i]]);
      } else {
        int before = known.slot(names[i]);
        boolean goesOn = before >= 0 && known.since(before) == since[i];
        signals[i] = goesOn ? kept[before] : entry.create();
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
