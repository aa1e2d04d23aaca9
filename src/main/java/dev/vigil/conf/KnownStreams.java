package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.event.Schema;
import dev.vigil.yaml.YamlScalar;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The streams that rollups may be made of.
 *
 * @param named all that are written, with errors or without
 * @param rollups names of the rollups
 * @param schemas those of the good ones
 */
record KnownStreams(Set<String> named, Set<String> rollups, Collection<Schema> schemas) {
  /** Some stream's name, for hints. */
  String example() {
    return named.stream().findFirst().orElse("air");
  }

  /** The stream of a name; empty where there is none, which is reported, or it has errors. */
  Optional<Schema> schema(YamlScalar written, Diagnostics diagnostics) {
    String name = written.text();
    if (!named.contains(name) && rollups.contains(name)) {
      diagnostics.error(
          "rollup-of-rollup",
          written.span(),
          "'" + name + "' is a rollup itself",
          "take the stream that it is made of: an average of averages is none of the readings");
    } else if (!named.contains(name)) {
      Set<String> known = new LinkedHashSet<>(named);
      diagnostics.error(
          "unknown-stream",
          written.span(),
          "there is no stream '" + name + "'",
          Spelling.hint(name, known).orElse("streams are " + String.join(", ", known)));
    }
    return schemas.stream().filter(schema -> schema.stream().equals(name)).findFirst();
  }
}
