package dev.vigil.engine;

import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;

/**
 * Gives a schema read from state the instance in use, which compiled conditions know by identity.
 */
public final class SchemaTable {
  private final Catalog catalog;

  public SchemaTable(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The instance in use of a schema, or the schema itself where there is none. */
  public Schema intern(Schema read) {
    Schema known = catalog.schema(read.stream());
    return known != null && known.equals(read) ? known : read;
  }
}
