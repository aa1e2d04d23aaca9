package dev.vigil.match;

import dev.vigil.engine.OpenMatches;
import dev.vigil.event.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a subtask. Those used last are in memory and written behind to the state backend,
 * before each barrier; those beyond the limit lie in the backend only.
 */
final class WorkingSet {
  private static final int MOST_SHARED = 1_000;

  /** All keys, those that are spilled too: they are looked up once, whether they are or not. */
  private final Map<String, Place> keys = new HashMap<>(1024);

  /** The keys in memory, in the order in which they were used. */
  private final UseOrder used = new UseOrder();

  private final Set<String> removed = new HashSet<>();
  private final Set<String> removedSeen = new HashSet<>();

  /** What spilled keys wait for, by itself: most keys wait for the same as others. */
  private final Map<Awaited, Awaited> shared = new HashMap<>();

  private final int limit;
  private final KeyStateFormat format;
  private final KeyStateFormat.Rules rules;
  private final Images images;

  WorkingSet(int limit, KeyStateFormat format, KeyStateFormat.Rules rules, Images images) {
    this.limit = limit;
    this.format = format;
    this.rules = rules;
    this.images = images;
  }

  /** Where a key lies: it stays with the key, so that spilling it needs no look-up. */
  static final class Place {
    /** The key's state, or null where it lies in the backend only. */
    @Nullable KeyState state;

    /** What the key, which is spilled, waits for; or null where it may be any event. */
    @Nullable Awaited awaited;

    /**
     * Event time of the key's last reading while it was spilled: it may be newer than its image.
     */
    long lastSeen = Long.MIN_VALUE;

    /** Whether the backend has that time. */
    boolean seenStored;

    /** Time of the entry of the key, which is spilled, in the queue of deadlines. */
    long scheduled = OpenMatches.NEVER;
  }

  /** Where images of keys are kept: keyed state. */
  interface Images {
    Stream<String> keys();

    byte[] read(String key) throws IOException;

    void write(String key, byte[] image) throws IOException;

    void clear(String key) throws IOException;

    /** Keys of which there is a time of their last reading beside the image. */
    Stream<String> seen();

    long readSeen(String key) throws IOException;

    void writeSeen(String key, long time) throws IOException;

    void clearSeen(String key) throws IOException;
  }

  /** Marks all keys of the backend as lying there; returns them. */
  List<String> restore() throws IOException {
    try (Stream<String> stored = images.keys()) {
      stored.forEach(key -> keys.put(key, new Place()));
    }
    try (Stream<String> seen = images.seen()) {
      seen.forEach(removedSeen::add);
    }
    for (String key : List.copyOf(removedSeen)) {
      Place place = keys.get(key);
      if (place != null) {
        place.lastSeen = images.readSeen(key);
        place.seenStored = removedSeen.remove(key);
      }
    }
    return List.copyOf(keys.keySet());
  }

  /** The key's state, or null where nothing is known of it. */
  @Nullable KeyState get(String key) throws IOException {
    Place place = keys.get(key);
    return place == null ? null : state(key, place);
  }

  /**
   * The key's state, or null where nothing is known of it or the event leaves it as it is.
   *
   * @param event an event of the key that begins no match
   */
  @Nullable KeyState getIfChangedBy(String key, Event event) throws IOException {
    Place place = keys.get(key);
    if (place == null) {
      return null;
    }
    if (place.state == null && place.awaited != null && !place.awaited.changesBy(event)) {
      place.lastSeen = event.timestamp();
      images.writeSeen(key, place.lastSeen);
      place.seenStored = true;
      return null;
    }
    return state(key, place);
  }

  private KeyState state(String key, Place place) throws IOException {
    KeyState state = place.state;
    if (state == null) {
      state = format.read(key, images.read(key), rules);
      state.lastSeen = Math.max(state.lastSeen, place.lastSeen);
      state.stored = true;
      hold(state, place);
    } else {
      used.touch(state);
    }
    return state;
  }

  /** The key's state, new and empty where nothing was known of it. */
  KeyState open(String key) throws IOException {
    KeyState state = get(key);
    if (state == null) {
      state = new KeyState(key);
      state.stored = removed.remove(key);
      Place place = new Place();
      place.seenStored = removedSeen.remove(key);
      keys.put(key, place);
      hold(state, place);
    }
    return state;
  }

  /** Whether a key is there, and is to be looked at just then. */
  boolean isScheduled(String key, long time) {
    Place place = keys.get(key);
    return place != null && time == (place.state == null ? place.scheduled : place.state.scheduled);
  }

  private void hold(KeyState state, Place place) {
    place.state = state;
    state.place = place;
    used.add(state);
  }

  /** Forgets a key. */
  void remove(KeyState key) {
    keys.remove(key.key);
    used.remove(key);
    key.removed = true;
    if (key.stored) {
      removed.add(key.key);
    }
    if (key.place.seenStored) {
      removedSeen.add(key.key);
    }
  }

  /** Moves the keys used longest ago to the backend, until the limit is kept. */
  void spill() throws IOException {
    while (used.size() > limit) {
      KeyState key = used.oldest();
      flush(key);
      key.place.state = null;
      key.place.scheduled = key.scheduled;
      key.place.lastSeen = key.lastSeen;
      key.place.awaited = Awaited.of(key).map(this::shared).orElse(null);
      used.remove(key);
    }
  }

  private Awaited shared(Awaited awaited) {
    if (shared.size() >= MOST_SHARED) {
      shared.clear();
    }
    return shared.computeIfAbsent(awaited, same -> same);
  }

  /** Keys of which the backend does not have the latest. */
  List<KeyState> unwritten() {
    List<KeyState> unwritten = new ArrayList<>();
    used.forEach(
        key -> {
          if (key.dirty) {
            unwritten.add(key);
          }
        });
    return unwritten;
  }

  /** Writes a key that was {@link #unwritten}, if that is still to be done. */
  void write(KeyState key) throws IOException {
    if (!key.removed) {
      flush(key);
    }
  }

  /** Writes all that the backend does not have yet; returns how many keys that were. */
  int flush() throws IOException {
    List<KeyState> unwritten = unwritten();
    for (KeyState key : unwritten) {
      flush(key);
    }
    for (String key : removed) {
      images.clear(key);
    }
    for (String key : removedSeen) {
      images.clearSeen(key);
    }
    int written = unwritten.size() + removed.size() + removedSeen.size();
    removed.clear();
    removedSeen.clear();
    return written;
  }

  private void flush(KeyState key) throws IOException {
    if (key.dirty) {
      images.write(key.key, format.write(key, rules));
      key.dirty = false;
      key.stored = true;
    }
  }

  /** Keys in memory. */
  int inMemory() {
    return used.size();
  }

  /** Keys that lie in the backend only. */
  int spilled() {
    return keys.size() - used.size();
  }
}
