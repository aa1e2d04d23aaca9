package dev.vigil.backtest;

import dev.vigil.conf.Conf;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.kafka.TopicCheck;
import dev.vigil.rollup.Rollup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Readings of one or more streams, replayed together in event time.
 *
 * @param parts one a stream
 * @param conf limits of the state, and the streams that rules may name
 */
public record History(List<Past> parts, Conf conf) {
  public History {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a history without a stream");
    }
  }

  /**
   * The stream of that name.
   *
   * @param name empty where conf has only one
   * @throws Unfit if there is none, or several
   */
  public static StreamSpec stream(Conf conf, Optional<String> name) throws Unfit {
    List<String> names = conf.streams().stream().map(StreamSpec::name).toList();
    if (name.isEmpty() && names.size() > 1) {
      throw new Unfit("say whose readings these are: --stream " + String.join(" or ", names));
    }
    for (StreamSpec stream : conf.streams()) {
      if (name.isEmpty() || stream.name().equals(name.get())) {
        return stream;
      }
    }
    throw new Unfit(
        "conf has no stream " + name.orElse("") + ", but " + String.join(" and ", names));
  }

  /** The names of the streams. */
  public List<String> streams() {
    return parts.stream().map(part -> part.stream().name()).toList();
  }

  /** The rollups that are made of these streams and that one of the rules reads. */
  List<Rollup> rollups(List<Variant> variants) {
    return conf.rollups().stream()
        .map(RollupSpec::rollup)
        .filter(rollup -> streams().contains(rollup.source().stream()))
        .filter(rollup -> variants.stream().anyMatch(variant -> variant.reads(rollup.name())))
        .toList();
  }

  /**
   * Asks the brokers for the topics that are to be read, so that a wrong address is told at once.
   *
   * @throws IOException if no broker answers
   * @throws Unfit if a topic is not there
   */
  public void checkTopics() throws IOException, Unfit {
    List<String> topics = new ArrayList<>();
    for (Past part : parts) {
      if (part instanceof Past.InTopics in) {
        topics.addAll(in.topics().topics());
      }
    }
    List<String> missing = TopicCheck.missing(conf.kafka(), topics);
    if (!missing.isEmpty()) {
      throw new Unfit("Kafka has no topic " + String.join(" and no ", missing));
    }
  }

  /** Bytes of all files, as they lie on disk; none where not all readings are in files. */
  public OptionalLong bytes() throws IOException {
    long bytes = 0;
    for (Past part : parts) {
      OptionalLong more = part.bytes();
      if (more.isEmpty()) {
        return more;
      }
      bytes += more.getAsLong();
    }
    return OptionalLong.of(bytes);
  }

  /** Says that rules, readings and conf cannot be replayed together. */
  public static final class Unfit extends Exception {
    public Unfit(String message) {
      super(message);
    }
  }
}
