package dev.vigil.cli;

import dev.vigil.cli.ConfOption.Unusable;
import dev.vigil.conf.Conf;
import dev.vigil.event.Durations;
import dev.vigil.rule.Catalog;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of commands that talk to a running job by the topics of its rules. */
final class RuleTopicsOptions {
  @Mixin private ConfOption conf = new ConfOption();

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers to ask, instead of conf's.")
  private @Nullable String bootstrapServer;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Wait.class,
      description = "How long to wait for an answer (default: 30s).")
  private Duration timeout = Duration.ofSeconds(30);

  /** Where a job's rules go in and what is said of them comes out. */
  record Topics(
      Catalog catalog, Optional<String> rules, Optional<String> status, Properties kafka) {}

  Duration timeout() {
    return timeout;
  }

  /**
   * Reads conf.
   *
   * @throws Unusable if it is wrong
   * @throws IOException if it cannot be read
   */
  Topics read() throws IOException, Unusable {
    Conf read = conf.read();
    Properties kafka =
        (bootstrapServer == null
                ? read.kafka()
                : read.kafka().with(Map.of("bootstrap.servers", bootstrapServer)))
            .toProperties();
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new Unusable(
          conf.file() + " names no Kafka brokers, and no --bootstrap-server is given\n");
    }
    return new Topics(read.catalog(), read.rules().topic(), read.statusTopic(), kafka);
  }

  /** The topic, which the command cannot do without. */
  String need(Optional<String> topic, String key) throws Unusable {
    return topic.orElseThrow(() -> new Unusable(conf.file() + " names no topic as " + key + "\n"));
  }

  /** Durations as rules write them. */
  static final class Wait implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Duration.ofMillis(
          Durations.parse(text)
              .orElseThrow(
                  () -> new TypeConversionException("'" + text + "' is no duration such as 30s")));
    }
  }
}
