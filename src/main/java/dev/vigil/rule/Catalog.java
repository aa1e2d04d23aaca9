package dev.vigil.rule;

import dev.vigil.event.Schema;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams that rules may read, by name. */
public final class Catalog implements Serializable {
  private final Map<String, Schema> schemas;
  private final Map<String, Integer> derived;
  private final long keyTtl;

  private Catalog(Map<String, Schema> schemas, Map<String, Integer> derived, long keyTtl) {
    this.schemas = schemas;
    this.derived = derived;
    this.keyTtl = keyTtl;
  }

  public static Catalog of(Schema... schemas) {
    return of(java.util.List.of(schemas));
  }

  public static Catalog of(Collection<Schema> schemas) {
    Map<String, Schema> byName = new LinkedHashMap<>();
    for (Schema schema : schemas) {
      byName.put(schema.stream(), schema);
    }
    return new Catalog(byName, Map.of(), 0);
  }

  /** The same, with streams that are made of these ones: rules read them where they name them. */
  public Catalog withDerived(Collection<Schema> made) {
    Map<String, Schema> all = new LinkedHashMap<>(schemas);
    Map<String, Integer> ranks = new LinkedHashMap<>();
    for (Schema schema : made) {
      all.put(schema.stream(), schema);
      ranks.put(schema.stream(), ranks.size());
    }
    return new Catalog(all, ranks, keyTtl);
  }

  /** Whether there are streams made of others. */
  public boolean hasDerived() {
    return !derived.isEmpty();
  }

  /** Whether the stream is made of another. */
  public boolean isDerived(String stream) {
    return derived.containsKey(stream);
  }

  /**
   * The place of a stream among those that have an event at the same time: what is made of earlier
   * readings comes before the readings of the moment.
   */
  public int rank(String stream) {
    return derived.getOrDefault(stream, derived.size());
  }

  /**
   * The same, with warnings of what is allowed in a rule and yet hardly meant.
   *
   * @param keyTtl milliseconds of silence after which a key is forgotten
   */
  public Catalog withLints(long keyTtl) {
    return new Catalog(schemas, derived, keyTtl);
  }

  /** Whether there are such warnings. */
  boolean lints() {
    return keyTtl > 0;
  }

  /** Milliseconds of silence after which a key is forgotten; 0 where there are no lints. */
  long keyTtl() {
    return keyTtl;
  }

  public Collection<Schema> schemas() {
    return schemas.values();
  }

  /** The stream's schema, or null where there is no such stream. */
  public @Nullable Schema schema(String stream) {
    return schemas.get(stream);
  }
}
