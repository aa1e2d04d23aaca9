package dev.vigil.backtest;

import dev.vigil.alert.Alert;
import dev.vigil.control.RuleReader;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.Event;
import dev.vigil.io.file.ReplayedFiles;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.Reason;
import dev.vigil.match.Observation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A replay that is going on. Its Flink is in this JVM, so its tasks find it in a static map, by the
 * name they carry.
 */
final class Session implements AutoCloseable {
  private static final Map<String, Session> OPEN = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();
  private final ReplayListener listener;
  private final Pace pace;
  private final Map<Reason, Long> dead = new EnumMap<>(Reason.class);
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong began = new AtomicLong();
  private final AtomicLong readings = new AtomicLong();
  private final Map<String, Variant> variants = new ConcurrentHashMap<>();
  private Optional<String> firstDead = Optional.empty();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  Session(ReplayListener listener, Pace pace) {
    this.listener = listener;
    this.pace = pace;
    OPEN.put(name, this);
  }

  static Session named(String name) {
    Session session = OPEN.get(name);
    if (session == null) {
      throw new IllegalStateException("the replay " + name + " is over");
    }
    return session;
  }

  String name() {
    return name;
  }

  /** Gives operators the variants by their names; rules are read once, not by each of them. */
  RuleReader reader(List<Variant> replayed) {
    replayed.forEach(variant -> variants.put(variant.name(), variant));
    String session = name;
    return source -> named(session).variant(source).read();
  }

  /** Operators call a rule {@code name@revision}. */
  private Variant variant(Source source) {
    String called = source.name().substring(0, source.name().lastIndexOf('@'));
    Variant variant = variants.get(called);
    if (variant == null) {
      throw new IllegalArgumentException("nothing called " + called + " is replayed");
    }
    return variant;
  }

  synchronized void alert(Alert alert) {
    listener.alert(alert);
  }

  synchronized void deadLetter(DeadLetter letter) {
    if (dead.isEmpty()) {
      firstDead = Optional.of(letter.reason().label() + ", " + letter.detail());
    }
    dead.merge(letter.reason(), 1L, Long::sum);
  }

  synchronized void reading(Event event) {
    listener.reading(event);
  }

  synchronized void observed(Observation observation) {
    listener.observed(observation);
  }

  synchronized void setAside(String variant, String why) {
    listener.setAside(variant, why);
  }

  /** Readings that were seen since the last call, and the earliest and latest time of them. */
  void seen(long count) {
    readings.addAndGet(count);
  }

  synchronized void span(long from, long to) {
    first = Math.min(first, from);
    last = Math.max(last, to);
  }

  /** Dead letters by reason. */
  synchronized Map<Reason, Long> dead() {
    return new EnumMap<>(dead);
  }

  /** The first dead letter: its reason and what was wrong. */
  synchronized Optional<String> firstDead() {
    return firstDead;
  }

  /** Event time of the first reading evaluated; {@link Long#MAX_VALUE} where there was none. */
  synchronized long first() {
    return first;
  }

  /** Event time of the last reading evaluated; {@link Long#MIN_VALUE} where there was none. */
  synchronized long last() {
    return last;
  }

  long bytesRead() {
    return bytes.get();
  }

  long readings() {
    return readings.get();
  }

  Pace pace() {
    return pace;
  }

  /** Takes note that the first stream is read. */
  void begin() {
    began.compareAndSet(0, System.nanoTime());
  }

  /** Seconds since the first stream was read; 0 before. */
  double seconds() {
    long since = began.get();
    return since == 0 ? 0 : (System.nanoTime() - since) / 1e9;
  }

  @Override
  public void close() {
    OPEN.remove(name);
  }

  /** Counts the bytes that are read. */
  record Meter(String session) implements ReplayedFiles.Watch {
    @Override
    public InputStream opened(InputStream file) {
      Session open = named(session);
      return new FilterInputStream(file) {
        @Override
        public int read() throws IOException {
          int b = super.read();
          open.bytes.addAndGet(b < 0 ? 0 : 1);
          return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          int read = super.read(into, offset, length);
          open.bytes.addAndGet(Math.max(0, read));
          return read;
        }
      };
    }
  }
}
