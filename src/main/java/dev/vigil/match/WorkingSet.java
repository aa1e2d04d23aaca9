package dev.vigil.match;

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
  /** All keys, those that are spilled too: they are looked up once, whether they are or not. */
  private final Map<String, Place> keys = new HashMap<>(1024);

  /** The keys in memory, in the order in which they were used. */
  private final UseOrder used = new UseOrder();

  private final Set<String> removed = new HashSet<>();
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
  }

  /** Where images of keys are kept: keyed state. */
  interface Images {
    Stream<String> keys();

    byte[] read(String key) throws IOException;

    void write(String key, byte[] image) throws IOException;

    void clear(String key) throws IOException;
  }

  /** Marks all keys of the backend as lying there; returns them. */
  List<String> restore() {
    try (Stream<String> stored = images.keys()) {
      stored.forEach(key -> keys.put(key, new Place()));
    }
    return List.copyOf(keys.keySet());
  }

  /** The key's state, or null where nothing is known of it. */
  @Nullable KeyState get(String key) throws IOException {
    Place place = keys.get(key);
    if (place == null) {
      return null;
    }
    KeyState state = place.state;
    if (state == null) {
      state = format.read(key, images.read(key), rules);
      state.stored = true;
      state.dirty = false;
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
      keys.put(key, place);
      hold(state, place);
    }
    return state;
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
  }

  /** Moves the keys used longest ago to the backend, until the limit is kept. */
  void spill() throws IOException {
    while (used.size() > limit) {
      KeyState key = used.oldest();
      flush(key);
      key.place.state = null;
      used.remove(key);
    }
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
    int written = unwritten.size() + removed.size();
    removed.clear();
    return written;
  }

  private void flush(KeyState key) throws IOException {
    if (key.dirty) {
      images.write(key.key, format.write(key));
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
