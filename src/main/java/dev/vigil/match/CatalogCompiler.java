package dev.vigil.match;

import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;

/** Compiles rules for the streams of a catalog. */
final class CatalogCompiler implements RuleCompiler {
  private final Catalog catalog;

  CatalogCompiler(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Rule compile(String id, String text) {
    throw new IllegalArgumentException(id + text + catalog.schemas());
  }
}
