package dev.vigil.engine;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.MapState;

/** Flink's map state over a map that may be another one at the next call. */
final class CurrentMap<K, V> implements MapState<K, V> {
  private final Supplier<Map<K, V>> map;

  CurrentMap(Supplier<Map<K, V>> map) {
    this.map = map;
  }

  @Override
  @SuppressWarnings("NullAway") // Flink's contract: null where there is no such key
  public V get(K key) {
    return map.get().get(key);
  }

  @Override
  public void put(K key, V value) {
    map.get().put(key, value);
  }

  @Override
  public void putAll(Map<K, V> entries) {
    map.get().putAll(entries);
  }

  @Override
  public void remove(K key) {
    map.get().remove(key);
  }

  @Override
  public boolean contains(K key) {
    return map.get().containsKey(key);
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() {
    return map.get().entrySet();
  }

  @Override
  public Iterable<K> keys() {
    return map.get().keySet();
  }

  @Override
  public Iterable<V> values() {
    return map.get().values();
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return map.get().entrySet().iterator();
  }

  @Override
  public boolean isEmpty() {
    return map.get().isEmpty();
  }

  @Override
  public void clear() {
    map.get().clear();
  }
}
