package dev.vigil.backtest;

import dev.vigil.conf.Conf;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.kafka.KafkaRange;
import dev.vigil.io.kafka.KafkaReadings;
import dev.vigil.rule.Rule;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which streams are replayed, and from where, as an author says it.
 *
 * @param named streams that were named by themselves
 * @param data files, {@code STREAM=FILE} where it matters whose readings they have
 * @param range what is read of topics, if anything is
 */
public record HistoryChoice(
    Conf conf, List<String> named, List<String> data, Optional<KafkaRange> range) {
  public HistoryChoice {
    named = List.copyOf(named);
    data = List.copyOf(data);
  }

  /**
   * The history that is meant.
   *
   * @param rules what is to be replayed: by default their streams are read from topics
   * @throws FileSystemException if a file is not there, or is no regular file
   * @throws History.Unfit if rules, files, topics and conf do not go together
   */
  public History history(Collection<List<Rule>> rules) throws FileSystemException, History.Unfit {
    List<Past> parts = new ArrayList<>();
    Map<String, List<Path>> files = files();
    for (Map.Entry<String, List<Path>> stream : files.entrySet()) {
      StreamSpec spec = History.stream(conf, Optional.of(stream.getKey()));
      parts.add(Past.inFiles(spec, stream.getValue()));
    }
    if (range.isPresent()) {
      for (StreamSpec stream : inTopics(rules)) {
        if (!files.containsKey(stream.name())) {
          parts.add(Past.inTopics(stream, range.get()));
        }
      }
    }
    if (parts.isEmpty()) {
      throw new History.Unfit("no rule reads a stream that is in Kafka");
    }
    return new History(parts, conf);
  }

  private Map<String, List<Path>> files() throws History.Unfit {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    for (String text : data) {
      int sign = text.indexOf('=');
      boolean names = sign > 0 && isStream(text.substring(0, sign));
      String stream = names ? text.substring(0, sign) : unnamed();
      String file = names ? text.substring(sign + 1) : text;
      files.computeIfAbsent(stream, unused -> new ArrayList<>()).add(Path.of(file));
    }
    return files;
  }

  private boolean isStream(String name) {
    return conf.streams().stream().anyMatch(stream -> stream.name().equals(name));
  }

  /** The stream of files that are given without one. */
  private String unnamed() throws History.Unfit {
    if (named.size() > 1) {
      throw new History.Unfit(
          "say whose readings each file has: --data " + String.join("=FILE ", named) + "=FILE");
    }
    return History.stream(conf, named.stream().findFirst()).name();
  }

  private List<StreamSpec> inTopics(Collection<List<Rule>> rules) throws History.Unfit {
    if (!named.isEmpty()) {
      List<StreamSpec> streams = new ArrayList<>();
      for (String name : new LinkedHashSet<>(named)) {
        streams.add(History.stream(conf, Optional.of(name)));
      }
      return streams;
    }
    Set<String> read = new LinkedHashSet<>();
    rules.forEach(some -> some.forEach(rule -> read.addAll(conf.readFor(rule.plan().streams()))));
    return conf.streams().stream()
        .filter(stream -> read.contains(stream.name()))
        .filter(stream -> stream.source() instanceof KafkaReadings)
        .toList();
  }
}
