package dev.vigil.match;

import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a subtask. Those used last are in memory and written behind to the state backend,
 * before each barrier; those beyond the limit lie in the backend only.
 */
final class WorkingSet {
  private final LinkedHashMap<String, KeyState> memory = new LinkedHashMap<>(1024, 0.75f, true);
  private final Set<String> spilled = new HashSet<>();
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

  /** Where images of keys are kept: keyed state. */
  interface Images {
    Stream<String> keys();

    byte[] read(String key) throws IOException;

    void write(String key, byte[] image) throws IOException;

    void clear(String key) throws IOException;
  }

  /** Marks all keys of the backend as lying there; returns them. */
  Set<String> restore() {
    try (Stream<String> keys = images.keys()) {
      keys.forEach(spilled::add);
    }
    return Set.copyOf(spilled);
  }

  /** The key's state, or null where nothing is known of it. */
  @Nullable KeyState get(String key) throws IOException {
    KeyState state = memory.get(key);
    if (state == null && !spilled.isEmpty() && spilled.remove(key)) {
      state = format.read(key, images.read(key), rules);
      state.stored = true;
      state.dirty = false;
      memory.put(key, state);
    }
    return state;
  }

  /** The key's state, new and empty where nothing was known of it. */
  KeyState open(String key) throws IOException {
    KeyState state = get(key);
    if (state == null) {
      state = new KeyState(key);
      state.stored = removed.remove(key);
      memory.put(key, state);
    }
    return state;
  }

  /** Forgets a key. */
  void remove(KeyState key) {
    memory.remove(key.key);
    key.removed = true;
    if (key.stored) {
      removed.add(key.key);
    }
  }

  /** Moves the keys used longest ago to the backend, until the limit is kept. */
  void spill() throws IOException {
    if (memory.size() <= limit) {
      return;
    }
    Iterator<KeyState> oldest = memory.values().iterator();
    while (memory.size() > limit && oldest.hasNext()) {
      KeyState key = oldest.next();
      flush(key);
      spilled.add(key.key);
      oldest.remove();
    }
  }

  /** Keys of which the backend does not have the latest. */
  List<KeyState> unwritten() {
    return memory.values().stream().filter(key -> key.dirty).toList();
  }

  /** Writes a key that was {@link #unwritten}, if that is still to be done. */
  void write(KeyState key) throws IOException {
    if (!key.removed) {
      flush(key);
    }
  }

  /** Writes all that the backend does not have yet. */
  void flush() throws IOException {
    for (KeyState key : memory.values()) {
      flush(key);
    }
    for (String key : removed) {
      images.clear(key);
    }
    removed.clear();
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
    return memory.size();
  }

  /** Keys that lie in the backend only. */
  int spilled() {
    return spilled.size();
  }
}
