package dev.vigil.control;

import dev.vigil.diagnostic.Source;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.RuleParser;
import java.io.Serializable;

/** Reads and checks the document of a control record: the parser as the gate sees it. */
@FunctionalInterface
public interface RuleReader extends Serializable {

  /** One good rule, or else at least one error. */
  Parsed read(Source source);

  /** Reads rules of the catalog's streams. */
  static RuleReader of(Catalog catalog) {
    return source -> RuleParser.parseOne(source.name(), source.text(), catalog);
  }
}
