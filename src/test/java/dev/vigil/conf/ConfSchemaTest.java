package dev.vigil.conf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Source;
import dev.vigil.yaml.EditorSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The schema of conf says what its parser does. */
class ConfSchemaTest {
  @Test
  void keysOfEveryMapping_areThoseOfTheParser() throws IOException {
    EditorSchema schema = EditorSchema.of("conf");
    Map<String, Set<String>> keys = new TreeMap<>();
    Map<String, Set<String>> known = ConfDocsTest.known();
    for (String mapping : known.keySet()) {
      String path =
          mapping.equals("top") ? "" : "/properties/" + mapping.replace(".", "/properties/");
      String stream = "/properties/streams/properties/NAME";
      if (path.startsWith(stream)) {
        path = "/definitions/stream" + path.substring(stream.length());
      }
      String rollup = "/properties/rollups/properties/NAME";
      if (path.startsWith(rollup)) {
        path = "/definitions/rollup" + path.substring(rollup.length());
      }
      if (mapping.equals("status")) {
        path = "/definitions/topic";
      }
      keys.put(mapping, schema.keys(path));
    }
    assertThat(keys).isEqualTo(known).hasSizeGreaterThan(12);
  }

  @Test
  void shippedConfs_areGood_andAnUnknownKeyIsNot() throws IOException {
    EditorSchema schema = EditorSchema.of("conf");
    for (String file : new String[] {"conf/vigil.yaml", "conf/docker.yaml"}) {
      String conf = Files.readString(Path.of(file));
      assertThat(schema.problems(conf)).as(file).isEmpty();
      assertThat(schema.problems(conf + "\nzzz: 1\n")).as(file).isNotEmpty();
      assertThat(schema.problems(conf.replace("out_of_order:", "out_of_ordr:"))).isNotEmpty();
    }
  }

  @Test
  void rollups_thatTheParserTakes_areGood_andThoseThatItRefusesAreNot() throws IOException {
    EditorSchema schema = EditorSchema.of("conf");
    String conf =
        """
        streams:
          air:
            generator: {}
            time: {field: ts}
            key: [station]
            fields: {station: string, pm25: double}
        rules: {directory: rules}
        alerts: {elasticsearch: {hosts: ["http://localhost:9200"]}}
        kafka: {bootstrap.servers: "localhost:9092"}
        """;
    String good =
        "rollups:\n"
            + "  one: {from: air, by: [station], window: {tumbling: 1m}, fields: [pm25], late: 30s,"
            + " to: {kafka: {topic: t, delivery: exactly_once, transactions: n}, elasticsearch: {index: i}, console: true}}\n";
    assertAlike(schema, conf + good, true);
    assertAlike(schema, conf + good.replace("by: [station], ", ""), true);
    assertAlike(schema, conf + good.replaceFirst("to: .*", "to: {}}"), true);
    assertAlike(schema, conf + good.replace("tumbling: 1m", "sliding: 10m, every: 1m"), true);
    assertAlike(schema, conf + good.replace("tumbling: 1m", "session: 1m"), true);
    for (String[] wrong :
        new String[][] {
          {"tumbling: 1m", "sliding: 1m"},
          {"tumbling: 1m", "tumbling: 1m, session: 1m"},
          {"tumbling: 1m", "tumbling: 1m, every: 1m"},
          {"tumbling: 1m", "session: 1m, every: 1m"},
          {"tumbling: 1m", "every: 1m"},
          {"tumbling: 1m", ""},
          {"tumbling: 1m", "tumbling: soon"},
          {"window: ", "windw: "},
          {"from: air, ", ""},
          {"fields: [pm25], ", ""},
          {"fields: [pm25]", "fields: []"},
          {"late: 30s", "late: -30s"},
          {"  one:", "  on e:"},
          {"topic: t, ", ""},
          {"delivery: exactly_once, ", ""},
          {"exactly_once", "at_least_once"},
          {"transactions: n", "transactions: a.b"},
          {"index: i", "username: u, password: p"},
          {"index: i", "hosts: []"},
        }) {
      assertThat(good).contains(wrong[0]);
      assertAlike(schema, conf + good.replace(wrong[0], wrong[1]), false);
    }
  }

  @Test
  void listsThatNameNothing_areRefusedByBoth() throws IOException {
    EditorSchema schema = EditorSchema.of("conf");
    String conf =
        """
        streams:
          air:
            kafka: {topics: [air]}
            time: {field: ts}
            key: [station]
            fields: {station: string}
        rules: {directory: rules}
        alerts: {elasticsearch: {hosts: ["http://localhost:9200"]}}
        kafka: {bootstrap.servers: "localhost:9092"}
        """;
    assertAlike(schema, conf, true);
    assertAlike(schema, conf.replace("key: [station]", "key: []"), true);
    assertAlike(schema, conf.replace("[air]", "[]"), false);
    assertAlike(schema, conf.replace("kafka: {topics: [air]}", "file: {paths: []}"), false);
    assertAlike(schema, conf.replace("[\"http://localhost:9200\"]", "[]"), false);
  }

  private static void assertAlike(EditorSchema schema, String conf, boolean good)
      throws IOException {
    assertThat(schema.problems(conf).isEmpty()).as(conf).isEqualTo(good);
    assertThat(Conf.parse(new Source("vigil.yaml", conf)).conf().isPresent()).isEqualTo(good);
  }

  @Test
  void references_standForAnyValue() throws IOException {
    String conf =
        """
        streams:
          made:
            generator: {stations: "${N}", rate: "${RATE}", step: "${STEP}"}
            time: {field: ts, format: "${FORMAT}"}
            key: station
            fields: {station: string}
        rules: {directory: rules}
        alerts: {console: "${CONSOLE}"}
        """;
    assertThat(EditorSchema.of("conf").problems(conf)).isEmpty();
    assertThat(EditorSchema.of("conf").problems(conf.replace("${N}", "many"))).isNotEmpty();
  }

  @Test
  void namesOfFields_areAnyThatConditionsCanWrite() throws IOException {
    EditorSchema schema = EditorSchema.of("conf");
    String conf =
        """
        streams:
          made:
            generator: {}
            time: {field: ts}
            key: [sensor id]
            fields: {sensor id: string, PM2.5: double, for: int, "NAME": double}
        rules: {directory: rules}
        alerts: {console: true}
        """;
    for (String name : new String[] {"µg/m³", "a", "a'b", "x y.z-1", "n".repeat(128)}) {
      String text = conf.replace("NAME", name);
      assertThat(schema.problems(text)).as(name).isEmpty();
      assertThat(Conf.parse(new Source("vigil.yaml", text)).diagnostics()).isEmpty();
    }
    for (String name : new String[] {"", "`", " a", "a ", "a`b", "a\\nb", "n".repeat(129)}) {
      String text = conf.replace("NAME", name);
      assertThat(schema.problems(text)).as(name).isNotEmpty();
      assertThat(Conf.parse(new Source("vigil.yaml", text)).diagnostics())
          .extracting(Diagnostic::code)
          .as(name)
          .containsExactly("bad-name");
    }
  }
}
