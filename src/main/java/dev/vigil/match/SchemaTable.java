package dev.vigil.match;

import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;

/**
 * Gives a schema read from state the instance in use, which compiled conditions know by identity.
 */
final class SchemaTable {
  private final Catalog catalog;

  SchemaTable(Catalog catalog) {
    this.catalog = catalog;
  }

  Schema intern(Schema read) {
    Schema known = catalog.schema(read.stream());
    return known != null && known.equals(read) ? known : read;
  }
}
