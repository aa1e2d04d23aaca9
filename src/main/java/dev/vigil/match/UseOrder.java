package dev.vigil.match;

import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keys in the order in which they were used last, linked through the keys themselves. */
final class UseOrder {
  private @Nullable KeyState oldest;
  private @Nullable KeyState newest;
  private int size;

  /** Adds a key that is in no order yet, as the one used last. */
  void add(KeyState key) {
    key.usedBefore = newest;
    key.usedAfter = null;
    if (newest == null) {
      oldest = key;
    } else {
      newest.usedAfter = key;
    }
    newest = key;
    size++;
  }

  /** Makes a key of the order the one used last. */
  void touch(KeyState key) {
    if (key != newest) {
      remove(key);
      add(key);
    }
  }

  /** Takes a key out of the order, which it is in. */
  void remove(KeyState key) {
    KeyState before = key.usedBefore;
    KeyState after = key.usedAfter;
    if (before == null) {
      oldest = after;
    } else {
      before.usedAfter = after;
    }
    if (after == null) {
      newest = before;
    } else {
      after.usedBefore = before;
    }
    key.usedBefore = null;
    key.usedAfter = null;
    size--;
  }

  /**
   * The key used longest ago.
   *
   * @throws NoSuchElementException if there is none
   */
  KeyState oldest() {
    if (oldest == null) {
      throw new NoSuchElementException("no key is in memory");
    }
    return oldest;
  }

  /** Gives each key, the one used longest ago first. */
  void forEach(Consumer<KeyState> out) {
    for (KeyState key = oldest; key != null; key = key.usedAfter) {
      out.accept(key);
    }
  }

  int size() {
    return size;
  }
}
