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
  private final long keyTtl;

  private Catalog(Map<String, Schema> schemas, long keyTtl) {
    this.schemas = schemas;
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
    return new Catalog(byName, 0);
  }

  /**
   * The same, with warnings of what is allowed in a rule and yet hardly meant.
   *
   * @param keyTtl milliseconds of silence after which a key is forgotten
   */
  public Catalog withLints(long keyTtl) {
    return new Catalog(schemas, keyTtl);
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
