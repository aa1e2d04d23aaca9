package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Streams that are declared outside of conf, in conf's words: nothing is read from them. */
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
}
