package dev.vigil.conf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.FieldType;
import dev.vigil.io.console.ConsoleDeadLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every key of conf is in its documentation, and every key there is one of conf. */
class ConfDocsTest {
  /** A conf with a key that nobody knows in every mapping: what is known is in the hint. */
  private static final String EVERY_MAPPING =
      """
      <top>: 1
      streams:
        air:
          <streams.NAME>: 1
          kafka: {topics: [air], <streams.NAME.kafka>: 1}
          format: csv
          csv: {columns: [ts, s], <streams.NAME.csv>: 1}
          time: {field: ts, <streams.NAME.time>: 1}
          key: [s]
          fields: {s: string}
          idle: {after: 1m, <streams.NAME.idle>: 1}
          limits: {depth: 5, <streams.NAME.limits>: 1}
        made:
          generator: {<streams.NAME.generator>: 1}
          time: {field: ts}
          key: [s]
          fields: {s: string}
        stored:
          file: {paths: [a.csv], <streams.NAME.file>: 1}
          time: {field: ts}
          key: [s]
          fields: {s: string}
      rules: {directory: rules, <rules>: 1}
      status: {topic: status, <status>: 1}
      alerts:
        <alerts>: 1
        kafka: {topic: alerts, <alerts.kafka>: 1}
        elasticsearch: {hosts: ["http://localhost:9200"], <alerts.elasticsearch>: 1}
      dead_letters: {topic: dead, <dead_letters>: 1}
      kafka: {bootstrap.servers: "localhost:9092"}
      state: {key_ttl: 7d, <state>: 1}
      rollups:
        air_1m:
          <rollups.NAME>: 1
          from: air
          fields: [n]
          window: {sliding: 10m, every: 1m, <rollups.NAME.window>: 1}
          to:
            <rollups.NAME.to>: 1
            kafka: {topic: rollups, <rollups.NAME.to.kafka>: 1}
            elasticsearch: {<rollups.NAME.to.elasticsearch>: 1}
      """;

  private static final Pattern MARK = Pattern.compile("<([^>]+)>");
  private static final Pattern UNKNOWN = Pattern.compile("unknown key 'zzzzzzzzzz(\\d+)'");
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|.*\\|.*\\| \\S.* \\|");

  static Map<String, Set<String>> known() {
    List<String> mappings = new ArrayList<>();
    String conf =
        MARK.matcher(EVERY_MAPPING)
            .replaceAll(
                mark -> {
                  mappings.add(mark.group(1));
                  return "zzzzzzzzzz" + (mappings.size() - 1);
                });
    Map<String, Set<String>> known = new TreeMap<>();
    for (Diagnostic found : Conf.parse(new Source("vigil.yaml", conf)).diagnostics()) {
      Matcher unknown = UNKNOWN.matcher(found.message());
      if (unknown.matches()) {
        String keys = found.hint().substring("known here: ".length());
        known.put(
            mappings.get(Integer.parseInt(unknown.group(1))),
            new TreeSet<>(List.of(keys.split(", "))));
      }
    }
    assertThat(known.keySet()).containsExactlyInAnyOrderElementsOf(mappings);
    return known;
  }

  private static Map<String, Set<String>> documented() throws IOException {
    Map<String, Set<String>> documented = new TreeMap<>();
    Set<String> keys = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("src/docs/conf.md"))) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith("## ")) {
        keys = new TreeSet<>();
        documented.put(line.substring(3).replace("(top)", "top"), keys);
      } else if (row.matches()) {
        assertThat(keys.add(row.group(1))).as(line).isTrue();
      }
    }
    return documented;
  }

  @Test
  void documentedKeys_areThoseOfTheParser() throws IOException {
    assertThat(documented()).isEqualTo(known());
  }

  /** The row of the docs says so too. */
  @Test
  void deadLetters_goToStandardErrorOnlyWhereTheyAreNotNamed() throws IOException {
    String conf =
        """
        streams: {air: {kafka: {topics: [air]}, time: {field: ts}, key: [s], fields: {s: string}}}
        rules: {directory: rules}
        alerts: {console: true}
        kafka: {bootstrap.servers: "localhost:9092"}
        """;
    assertThat(Conf.parse(new Source("a", conf)).conf().orElseThrow().deadLetters())
        .isEqualTo(new ConsoleDeadLetters());
    assertThat(Conf.parse(new Source("a", conf + "dead_letters: {}\n")).conf()).isEmpty();
    assertThat(Files.readString(Path.of("src/docs/conf.md")))
        .contains("`true` without `dead_letters` | a line each on the standard error |");
  }

  @Test
  void everyFieldType_isDocumented() throws IOException {
    String fields =
        Files.readAllLines(Path.of("src/docs/conf.md")).stream()
            .filter(line -> line.startsWith("| `fields` |"))
            .findFirst()
            .orElseThrow();
    for (FieldType type : FieldType.values()) {
      assertThat(fields).contains("`" + type.label() + "`");
    }
  }
}
