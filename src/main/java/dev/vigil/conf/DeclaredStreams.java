package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.event.Schema;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.rollup.Rollup;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Streams and rollups that are declared outside of conf, in conf's words: nothing is read from
 * them, and nothing is sent anywhere.
 */
public final class DeclaredStreams {
  private DeclaredStreams() {}

  /** The good ones of a mapping from names to streams. */
  public static List<Decoding> read(MappingReader named, Diagnostics diagnostics) {
    List<Decoding> streams = new ArrayList<>();
    for (YamlMapping.Entry entry : named.mapping().entries()) {
      Names.checkStream(entry.key(), diagnostics);
      named
          .child(entry.name())
          .flatMap(
              body ->
                  new StreamReader(entry.name(), body, diagnostics, new KafkaClient(Map.of()))
                      .declared())
          .ifPresent(streams::add);
    }
    return streams;
  }

  /** The good ones of a mapping from names to rollups of these streams. */
  public static List<Rollup> rollups(
      MappingReader named, List<Schema> streams, Diagnostics diagnostics) {
    return new RollupsReader(diagnostics, new KafkaClient(Map.of()), List.of())
            .read(named, streams.stream().map(Schema::stream).collect(Collectors.toSet()), streams)
            .stream()
            .map(RollupSpec::rollup)
            .toList();
  }
}
