package dev.vigil.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.console.ConsoleRollups;
import dev.vigil.io.elasticsearch.ElasticsearchAlerts;
import dev.vigil.io.elasticsearch.ElasticsearchRollups;
import dev.vigil.io.elasticsearch.ElasticsearchTarget;
import dev.vigil.io.file.FileReadings;
import dev.vigil.io.format.Encoding;
import dev.vigil.io.format.TimeFormat;
import dev.vigil.io.generator.GeneratedReadings;
import dev.vigil.io.kafka.Delivery;
import dev.vigil.io.kafka.KafkaAlerts;
import dev.vigil.io.kafka.KafkaReadings;
import dev.vigil.io.kafka.KafkaRollups;
import dev.vigil.io.kafka.KafkaStart;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.WindowKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfTest {
  private static final String STREAM =
      """
      streams:
        air:
          generator: {}
          time: {field: ts}
          key: [station]
          fields: {station: string, pm25: double}
      """;
  private static final String REST =
      """
      rules: {directory: rules}
      alerts: {console: true}
      """;

  private static final String ROLLUPS =
      """
      rollups:
        air_1m: {from: air, by: [station], window: {tumbling: 1m}, fields: [pm25], late: 30s}
        air_5m: {from: air, window: {tumbling: 5m}, fields: [pm25]}
      """;

  private static Conf.Loaded parse(String text) {
    return parse(text, Map.of());
  }

  private static Conf.Loaded parse(String text, Map<String, String> environment) {
    return new ConfParser(new Source("vigil.yaml", text), environment::get).parse();
  }

  private static Conf good(String text) {
    Conf.Loaded loaded = parse(text);
    assertThat(said(loaded)).isEmpty();
    return loaded.conf().orElseThrow();
  }

  private static List<String> said(Conf.Loaded loaded) {
    return loaded.diagnostics().stream()
        .map(found -> found.position() + " " + found.code() + " " + found.message())
        .toList();
  }

  @Test
  void shippedConf_isGood() throws Exception {
    Conf.Loaded loaded = Conf.load(Path.of("conf/vigil.yaml"));
    assertThat(said(loaded)).isEmpty();
    Conf conf = loaded.conf().orElseThrow();
    StreamSpec air = conf.streams().get(0);
    assertThat(air.schema().field("location").type()).isEqualTo(FieldType.GEO_POINT);
    assertThat(air.schema().key()).containsExactly("station");
    assertThat(air.outOfOrder()).isEqualTo(Duration.ofSeconds(5));
    assertThat(air.idleAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(conf.rules().topic()).contains("vigil-rules");
    assertThat(conf.statusTopic()).contains("vigil-rule-status");
    assertThat(conf.alerts()).hasSize(2);
    assertThat(conf.state()).isEqualTo(new Conf.State(Duration.ofDays(7), 100_000));
    assertThat(conf.flink()).containsEntry("rest.port", "8081");
  }

  @Test
  void everyKey_isRead() {
    Conf conf =
        good(
            """
            streams:
              air:
                kafka: {topics: [a, b], group: g, start: 2026-01-01T00:00:00Z, max_drift: 1h}
                format: json
                split: $.readings[*]
                nulls: ["", NA, -999]
                time: {field: $.at, format: pattern, pattern: "yyyy-MM-dd HH:mm", zone: UTC}
                key: [station]
                fields: {station: string, pm25: double, n: int, ok: boolean, at: timestamp}
                paths: {pm25: "$.values[?(@.t=='P2')].value"}
                out_of_order: 1m30s
                ahead: 2h
                idle: {after: 30s, clock: stop}
                limits: {bytes: 1000, readings: 7, depth: 9}
              log:
                file: {paths: [data/a.csv.gz]}
                format: csv
                csv: {delimiter: ";"}
                time: {field: t, format: epoch_s}
                key: [s]
                fields: {s: string}
              rows:
                kafka: {pattern: "rows-.*", start: latest}
                format: csv
                csv: {columns: [s, v]}
                time: {format: record}
                key: []
                fields: {s: string}
              made:
                generator: {stations: 3, step: 1m, rate: 50, seed: 9, records: 100, late: 0}
                time: {field: ts, format: epoch_ms}
                key: [station]
                fields: {station: string}
                ahead: none
            rules: {topic: r}
            status: {topic: s}
            alerts:
              kafka: {topic: al, delivery: exactly_once, transactions: north_1}
              elasticsearch: {hosts: ["https://es:9200/p"], index: ix, username: u, password: p}
              console: true
            dead_letters: {console: true}
            kafka: {bootstrap.servers: b:1, ssl.truststore.location: /t}
            state: {key_ttl: 1d, working_set: 5}
            flink: {rest.port: 0, state: {backend: {type: hashmap}}}
            """);
    assertThat(conf.streams()).hasSize(4);
    StreamSpec air = conf.streams().get(0);
    KafkaReadings kafka = (KafkaReadings) air.source();
    assertThat(kafka.topics()).containsExactly("a", "b");
    assertThat(kafka.group()).isEqualTo("g");
    assertThat(kafka.start()).isEqualTo(new KafkaStart.At(1_767_225_600_000L));
    assertThat(kafka.maxDrift()).isEqualTo(Duration.ofHours(1));
    assertThat(kafka.client().properties()).containsEntry("ssl.truststore.location", "/t");
    assertThat(air.decoding().split()).isEqualTo("$.readings[*]");
    assertThat(air.decoding().nulls()).containsExactlyInAnyOrder("", "NA", "-999");
    assertThat(air.decoding().time()).isInstanceOf(TimeFormat.Pattern.class);
    assertThat(air.decoding().timeField()).isEqualTo("$.at");
    assertThat(air.decoding().ahead()).isEqualTo(Duration.ofHours(2));
    assertThat(air.decoding().limits().depth()).isEqualTo(9);
    assertThat(air.outOfOrder()).isEqualTo(Duration.ofSeconds(90));
    StreamSpec log = conf.streams().get(1);
    assertThat(((FileReadings) log.source()).paths())
        .containsExactly(Path.of("data/a.csv.gz").toAbsolutePath().toString());
    assertThat(log.decoding().encoding()).isEqualTo(new Encoding.Csv(List.of(), ';'));
    assertThat(log.idleAfter()).isNull();
    StreamSpec rows = conf.streams().get(2);
    assertThat(((KafkaReadings) rows.source()).pattern()).isEqualTo("rows-.*");
    assertThat(rows.decoding().encoding()).isEqualTo(new Encoding.Csv(List.of("s", "v"), ','));
    assertThat(rows.decoding().time()).isEqualTo(new TimeFormat.OfRecord());
    StreamSpec made = conf.streams().get(3);
    GeneratedReadings generator = (GeneratedReadings) made.source();
    assertThat(generator.setting().stations()).isEqualTo(3);
    assertThat(generator.perSecond()).isEqualTo(50);
    assertThat(generator.count()).isEqualTo(100);
    assertThat(made.decoding().ahead()).isNull();
    assertThat(((KafkaAlerts) conf.alerts().get(0)).delivery())
        .isEqualTo(new Delivery.ExactlyOnce("north_1"));
    ElasticsearchAlerts elastic = (ElasticsearchAlerts) conf.alerts().get(1);
    assertThat(elastic.target().index()).isEqualTo("ix");
    assertThat(elastic.target().login().password()).isEqualTo("p");
    assertThat(conf.state().workingSet()).isEqualTo(5);
    assertThat(conf.flink())
        .containsEntry("state.backend.type", "hashmap")
        .containsEntry("rest.port", "0");
  }

  @Test
  void allThatIsWrong_isSaidAtOnce_withItsPlace() {
    Conf.Loaded loaded =
        parse(
            """
            streams:
              air:
                kafka: {topics: ["bad topic"], grop: vigil}
                generator: {}
                format: jsno
                time: {field: ts, zone: Mars/Base}
                key: [sation]
                fields: {station: string, "`": double, pm25: duble}
                out_of_order: 5 seconds
            rules: {}
            alerts: {}
            extra: 1
            """);
    assertThat(loaded.conf()).isEmpty();
    assertThat(said(loaded))
        .containsExactlyInAnyOrder(
            "4:5 bad-value a stream has exactly one source: kafka, file, generator",
            "5:13 unknown-value 'format' is one of json, csv, not 'jsno'",
            "6:29 bad-zone 'Mars/Base' is no time zone",
            "7:11 unknown-field key field 'sation' is not among the fields",
            "8:31 bad-name a field's name has 1 to 128 characters, no backtick, no line break and no"
                + " blank around it",
            "8:50 unknown-value 'pm25' is one of string, double, int, boolean, timestamp,"
                + " geo_point, not 'duble'",
            "9:19 bad-duration 'out_of_order' is no duration: '5 seconds'",
            "10:1 missing-key 'rules' needs topic, directory, or both",
            "11:1 missing-key 'alerts' needs kafka, elasticsearch or console: true",
            "12:1 unknown-key unknown key 'extra'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "format: json|format: avro|not-available|avro",
        "from: air|from: iar|unknown-stream|did you mean air?",
        "from: air|from: air_5m|rollup-of-rollup|rollup itself",
        "by: [station]|by: [statoin]|unknown-field|did you mean station?",
        "by: [station]|by: [pm25]|key-type|string, int and boolean",
        "by: [station]|'by: [station, station]'|duplicate|twice",
        "fields: [pm25]|fields: [pm52]|unknown-field|did you mean pm25?",
        "fields: [pm25]|fields: [station]|not-a-number|double and int",
        "fields: [pm25]|'fields: [pm25, pm25]'|duplicate|twice",
        "fields: [pm25]|fields: []|out-of-range|1 to 50",
        "fields: [pm25]|feilds: [pm25]|unknown-key|did you mean fields?",
        "from: air|form: air|missing-key|from",
        "late: 30s|late: -30s|bad-duration|-30s",
        "late: 30s|lat: 30s|unknown-key|did you mean late?",
        "window: {tumbling: 1m}|windw: {tumbling: 1m}|missing-key|window",
        "window: {tumbling: 1m}|window: 1m|wrong-type|keys and values",
        "window: {tumbling: 1m}|'window: {}'|missing-key|exactly one",
        "window: {tumbling: 1m}|window: {tumbling: 0s}|out-of-range|above 0",
        "window: {tumbling: 1m}|window: {tumblin: 1m}|unknown-key|did you mean tumbling?",
        "window: {tumbling: 1m}|'window: {tumbling: 1m, session: 1m}'|bad-value|exactly one",
        "window: {tumbling: 1m}|'window: {tumbling: 1m, every: 1m}'|missing-key|go together",
        "window: {tumbling: 1m}|window: {sliding: 10m}|missing-key|every",
        "window: {tumbling: 1m}|'window: {sliding: 1m, every: 10m}'|out-of-range|above 'sliding'",
        "window: {tumbling: 1m}|'window: {sliding: 1m, every: 0s}'|out-of-range|above 0",
        "window: {tumbling: 1m}|'window: {sliding: 2h1m, every: 1m}'|out-of-range|121 windows",
        "window: {tumbling: 1m}|window: {session: 0s}|out-of-range|above 0",
        "air_1m:|air:|duplicate|stream 'air' already",
        "air_1m:|air-1m:|bad-name|letters, digits",
        "late: 30s|'to: {kafka: {}}'|missing-key|vigil-rollups",
        "late: 30s|'to: {kafka: {topic: a b}}'|bad-name|topic",
        "late: 30s|'to: {kafka: {topic: rollups}}'|missing-key|bootstrap.servers",
        "late: 30s|'to: {elasticsearch: {}}'|missing-key|hosts",
        "late: 30s|'to: {elasticsearch: {hosts: []}}'|out-of-range|'hosts' is empty",
        "late: 30s|'to: {elastic: {}}'|unknown-key|elasticsearch",
        "late: 30s|'to: elasticsearch'|wrong-type|keys and values",
        "out_of_order: 5s|idle: {after: 1m, clock: wall}|not-available|wall",
        "out_of_order: 5s|out_of_order: 5|bad-duration|out_of_order",
        "out_of_order: 5s|split: $[|bad-path|JsonPath",
        "out_of_order: 5s|paths: {pm: x}|unknown-field|pm",
        "out_of_order: 5s|paths: {pm25: '@nope'}|bad-path|@key",
        "format: json|format: csv|missing-key|columns",
        "out_of_order: 5s|limits: {bytes: 0}|out-of-range|bytes",
        "out_of_order: 5s|'idle: {}'|missing-key|after",
        "{field: ts}|{format: epoch}|unknown-value|epoch_s",
        "{field: ts}|{format: iso8601}|missing-key|field",
        "{field: ts}|'{field: ts, format: pattern}'|bad-value|pattern",
        "{field: ts}|'{field: ts, format: pattern, pattern: QQQQQQQ}'|bad-pattern|pattern",
        "{field: ts}|'{field: ts, format: pattern, pattern: yyyy-MM-dd}'|bad-pattern|no time of day",
        "{field: ts}|'{field: ts, format: pattern, pattern: \"HH:mm\"}'|bad-pattern|has no date",
        "{field: ts}|'{field: ts, format: pattern, pattern: MM-dd HH}'|bad-pattern|has no date",
        "{field: ts}|'{field: ts, format: pattern, pattern: yyyy-MM-dd hh}'|bad-pattern|needs a",
        "{field: ts}|'{field: ts, format: pattern, pattern: yyyyMd HH}'|bad-pattern|cannot read",
        "{field: ts}|'{field: ts, format: pattern, pattern: yyyy-MM-dd HH}'|missing-key|zone: UTC",
        "{field: ts}|'{field: ts, format: record}'|bad-value|record",
        "generator: {}|'generator: {rate: 0}'|out-of-range|rate",
        "generator: {}|'generator: {late: 2}'|out-of-range|late",
        "generator: {}|'generator: {start: now}'|bad-value|start",
        "generator: {}|'file: {}'|missing-key|paths",
        "generator: {}|'file: {paths: []}'|out-of-range|'paths' is empty",
        "generator: {}|'file: {paths: [\"a\\0b\"]}'|bad-value|path",
        "'directory: rules'|'directory: \"a\\0b\"'|bad-value|path",
        "generator: {}|'kafka: {topics: []}'|out-of-range|'topics' is empty",
        "generator: {}|'kafka: {topics: [a]}'|missing-key|bootstrap.servers",
        "generator: {}|'kafka: {topics: [a], start: never}'|bad-value|start",
        "generator: {}|'kafka: {pattern: \"(\"}'|bad-pattern|regular",
        "console: true|'elasticsearch: {hosts: []}'|out-of-range|'hosts' is empty",
        "console: true|'elasticsearch: {hosts: [localhost]}'|bad-host|host",
        "console: true|'elasticsearch: {hosts: [\"http://u:p@h\"]}'|bad-host|host",
        "console: true|'elasticsearch: {hosts: [\"http://h\"], index: Up}'|bad-name|index",
        "console: true|'elasticsearch: {hosts: [\"http://h\"], username: u}'|missing-key|password",
        "console: true|'kafka: {}'|missing-key|topic",
        "console: true|'kafka: {topic: t, transactions: n}'|bad-value|exactly_once",
        "console: true|'kafka: {topic: t, delivery: at_least_once, transactions: n}'|bad-value|add",
        "console: true|'kafka: {topic: t, delivery: exactly_once, transactions: a-b}'|bad-name|a-b",
        "late: 30s|'to: {kafka: {topic: t, transactions: n}}'|bad-value|exactly_once",
        "'directory: rules'|'topic: a b'|bad-name|topic"
      })
  void wrongValue_isRefusedWithItsCode(String part, String wrong, String code, String word) {
    String whole = STREAM + "    format: json\n    out_of_order: 5s\n" + REST + ROLLUPS;
    assertThat(whole).contains(part);
    Conf.Loaded loaded = parse(whole.replace(part, wrong));
    assertThat(loaded.conf()).isEmpty();
    assertThat(loaded.diagnostics())
        .anySatisfy(
            found -> {
              assertThat(found.code()).isEqualTo(code);
              assertThat(found.message() + found.hint()).contains(word);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yyyyMMddHHmmssSSS, zone: UTC",
        "'dd MMM yy, h:mm a', zone: +08:00",
        "yyyy-DDD HH, zone: UTC",
        "'yyyy-MM-dd G[ HH:mm]', zone: UTC",
        "'yyyy-MM-dd HH:mm:ssXXX'",
        "yyyy-MM-dd HH.mm VV",
        "yyyy-MM-dd HH.mm z"
      })
  void patternThatReadsWholeTimes_isTaken(String pattern) {
    good(
        STREAM.replace("{field: ts}", "{field: ts, format: pattern, pattern: " + pattern + "}")
            + REST);
  }

  @Test
  void everyKeyOfRollups_isRead() {
    Conf conf =
        good(
            STREAM
                + """
                rules: {directory: rules}
                alerts:
                  elasticsearch:
                    {hosts: ["http://es:9200"], index: al, username: u, password: p}
                kafka: {bootstrap.servers: "b:1"}
                rollups:
                  air_1m: {from: air, by: [station], window: {tumbling: 1m}, fields: [pm25], late: 30s}
                  smooth:
                    from: air
                    by: []
                    window: {sliding: 10m, every: 1m}
                    fields: [pm25]
                    to:
                      kafka: {topic: smooth, delivery: exactly_once}
                      elasticsearch: {index: smooth}
                      console: true
                  visits: {from: air, window: {session: 5m}, fields: pm25, to: {}}
                  elsewhere:
                    from: air
                    window: {tumbling: 1d}
                    fields: [pm25]
                    to: {elasticsearch: {hosts: ["http://other:9200"]}}
                """);
    RollupSpec minute = conf.rollups().get(0);
    Schema air = conf.streams().get(0).schema();
    assertThat(minute.rollup())
        .isEqualTo(
            new Rollup(
                "air_1m",
                air,
                List.of("station"),
                new WindowKind.Tumbling(Duration.ofMinutes(1)),
                List.of("pm25"),
                Duration.ofSeconds(30)));
    ElasticsearchTarget alerts = ((ElasticsearchAlerts) conf.alerts().get(0)).target();
    assertThat(minute.sinks())
        .containsExactly(new ElasticsearchRollups(alerts.withIndex("vigil-rollups")));
    assertThat(minute.rollup().schema().fields())
        .extracting(field -> field.name() + " " + field.type().label())
        .containsExactly(
            "station string",
            "count int",
            "pm25_avg double",
            "pm25_min double",
            "pm25_max double",
            "pm25_count int");
    RollupSpec smooth = conf.rollups().get(1);
    assertThat(smooth.rollup().window())
        .isEqualTo(new WindowKind.Sliding(Duration.ofMinutes(10), Duration.ofMinutes(1)));
    assertThat(smooth.rollup().by()).isEmpty();
    assertThat(smooth.rollup().late()).isEqualTo(Duration.ZERO);
    assertThat(smooth.sinks())
        .containsExactly(
            new KafkaRollups("smooth", new Delivery.ExactlyOnce(null), conf.kafka()),
            new ElasticsearchRollups(alerts.withIndex("smooth")),
            new ConsoleRollups());
    RollupSpec visits = conf.rollups().get(2);
    assertThat(visits.rollup().window()).isEqualTo(new WindowKind.Session(Duration.ofMinutes(5)));
    assertThat(visits.rollup().by()).containsExactly("station");
    assertThat(visits.sinks()).isEmpty();
    assertThat(((ElasticsearchRollups) conf.rollups().get(3).sinks().get(0)).target())
        .isEqualTo(
            new ElasticsearchTarget(
                List.of(URI.create("http://other:9200")), "vigil-rollups", null));
    assertThat(conf.catalog().schemas())
        .extracting(Schema::stream)
        .containsExactly("air", "air_1m", "smooth", "visits", "elsewhere");
    assertThat(conf.templates())
        .extracting(template -> template.target().index())
        .containsExactly("al", "vigil-rollups", "smooth", "vigil-rollups");
  }

  @Test
  void mistakesOfRollups_areSaidAtOnce_withTheirPlaces_besideThoseOfOthers() {
    Conf.Loaded loaded =
        parse(
            STREAM
                + REST
                + """
                state: {working_set: none}
                rollups:
                  one: {from: air, by: [town], window: {tumbling: 1m}, fields: [pm25, town]}
                  two: {from: wind, window: {sliding: 5m, every: 6m}, fields: [], late: soon}
                """);
    assertThat(said(loaded))
        .containsExactlyInAnyOrder(
            "9:22 wrong-type 'working_set' takes a whole number, found text",
            "11:25 unknown-field stream air has no field 'town'",
            "11:71 unknown-field stream air has no field 'town'",
            "12:15 unknown-stream there is no stream 'wind'",
            "12:43 out-of-range 'every' is above 'sliding': readings between two windows would be"
                + " in none",
            "12:73 bad-duration 'late' is no duration: 'soon'");
  }

  @Test
  void fieldsThatWouldBeCalledAlike_areRefused() {
    String stream =
        STREAM.replace("pm25: double", "pm: int, pm_avg: string, count: int, other: double");
    Conf.Loaded loaded =
        parse(
            stream
                + REST
                + """
                rollups:
                  one: {from: air, by: [pm_avg], window: {tumbling: 1m}, fields: [pm]}
                  two: {from: air, by: [count], window: {tumbling: 1m}, fields: [other]}
                """);
    assertThat(said(loaded))
        .containsExactly(
            "10:67 duplicate two fields of the rollup would be called 'pm_avg'",
            "11:20 duplicate a rollup has a field 'count' of its own, with the number of readings");
  }

  @Test
  void keyOfAType_thatNoTwoReadingsShare_isRefused_onceForAllRollups() {
    for (String type : List.of("double", "timestamp", "geo_point")) {
      String stream =
          STREAM.replace("pm25: double", "pm25: double, at: " + type).replace("[station]", "[at]");
      assertThat(said(parse(stream + REST + ROLLUPS)))
          .containsExactly("5:11 key-type 'at' cannot be in a key: it is " + type);
    }
  }

  @Test
  void alertsInTheIndexThatRollupsHaveByDefault_areRefused() {
    Conf.Loaded loaded =
        parse(
            STREAM
                + """
                rules: {directory: rules}
                alerts: {elasticsearch: {hosts: ["http://es:9200"], index: vigil-rollups}}
                rollups:
                  one: {from: air, window: {tumbling: 1m}, fields: [pm25]}
                  two: {from: air, window: {tumbling: 1m}, fields: [pm25], to: {}}
                """);
    assertThat(said(loaded)).containsExactly("10:9 bad-value alerts go to the index vigil-rollups");
  }

  @Test
  void rollupsThatADashboardOfAlertsWouldShow_areRefused() {
    Conf.Loaded loaded =
        parse(
            STREAM
                + """
                rules: {directory: rules}
                alerts: {elasticsearch: {hosts: ["http://es:9200"], index: vigil}}
                rollups:
                  one: {from: air, window: {tumbling: 1m}, fields: [pm25]}
                  two:
                    from: air
                    window: {tumbling: 1m}
                    fields: [pm25]
                    to: {elasticsearch: {index: vigil-hours}}
                  other_cluster:
                    from: air
                    window: {tumbling: 1m}
                    fields: [pm25]
                    to: {elasticsearch: {hosts: ["http://other:9200"]}}
                  begins_alike:
                    from: air
                    window: {tumbling: 1m}
                    fields: [pm25]
                    to: {elasticsearch: {index: vigilance}}
                """);
    assertThat(said(loaded))
        .containsExactly(
            "10:9 bad-value a dashboard of alerts, which are in vigil-*, would show vigil-rollups",
            "15:10 bad-value a dashboard of alerts, which are in vigil-*, would show vigil-hours");
  }

  @Test
  void rollupsInTheIndexOfAlerts_areRefused() {
    Conf.Loaded loaded =
        parse(
            STREAM
                + """
                rules: {directory: rules}
                alerts: {elasticsearch: {hosts: ["http://es:9200"]}}
                rollups:
                  one:
                    from: air
                    window: {tumbling: 1m}
                    fields: [pm25]
                    to: {elasticsearch: {index: vigil-alerts}}
                  two:
                    from: air
                    window: {tumbling: 1m}
                    fields: [pm25]
                    to: {elasticsearch: {username: u, password: p}}
                """);
    assertThat(said(loaded))
        .containsExactly(
            "14:10 bad-value alerts go to the index vigil-alerts",
            "19:26 missing-key 'username' needs hosts: without them, the cluster and the user are"
                + " those of alerts");
  }

  @Test
  void rollupOfAStreamWithErrors_isNotBlamedForThem() {
    Conf.Loaded loaded = parse(STREAM.replace("field: ts", "feld: ts") + REST + ROLLUPS);
    assertThat(said(loaded))
        .containsExactly(
            "4:12 missing-key 'field' is missing", "4:12 unknown-key unknown key 'feld'");
  }

  @Test
  void flinkKeysThatEveryJobNeeds_areRefusedWhereTheySayOtherwise() {
    Conf.Loaded loaded =
        parse(
            STREAM
                + REST
                + """
                flink:
                  pipeline.generic-types: true
                  pipeline: {object-reuse: false, auto-generate-uids: FALSE}
                """);
    assertThat(said(loaded))
        .containsExactly(
            "10:27 bad-value 'pipeline.generic-types' is false in every job of Vigil, and cannot be"
                + " changed",
            "11:28 bad-value 'pipeline.object-reuse' is true in every job of Vigil, and cannot be"
                + " changed");
  }

  @Test
  void aMebibyte_isRead_andNoMore(@TempDir Path directory) throws Exception {
    StringBuilder text = new StringBuilder(STREAM + REST + "flink:\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("  key-").append(i).append(": ").append(i).append('\n');
    }
    text.append("#".repeat(Conf.LIMITS.bytes() - text.length()));
    Path file = directory.resolve("vigil.yaml");
    Conf.Loaded loaded = Conf.load(Files.writeString(file, text));
    assertThat(said(loaded)).isEmpty();
    assertThat(loaded.conf().orElseThrow().flink()).hasSize(20_000);
    Files.writeString(file, text.append('#'));
    assertThat(said(Conf.load(file)))
        .containsExactly("1:1 file-size a file of more than 1048576 bytes");
  }

  @Test
  void whatIsNoText_isNamed(@TempDir Path directory) throws Exception {
    assertThatThrownBy(() -> Conf.load(directory))
        .isInstanceOf(IOException.class)
        .hasMessage(directory + ": is a directory");
    Path file = Files.write(directory.resolve("vigil.yaml"), new byte[] {(byte) 0xe9});
    assertThat(said(Conf.load(file))).containsExactly("1:1 encoding not UTF-8");
  }

  @Test
  void references_areExpanded_andNeverShown(@TempDir Path directory) throws Exception {
    Path secret = directory.resolve("password");
    Files.writeString(secret, "s3cret-of-file\n");
    String text =
        STREAM
            + "rules: {directory: rules}\n"
            + "alerts:\n  elasticsearch: {hosts: [\"http://${HOST}:9200\"], username: \"${WHO}\","
            + " password: \"${file:"
            + secret
            + "}\"}\n"
            + "kafka: {sasl.jaas.config: 'x password=\"${KAFKA_PASSWORD}\" $${PLAIN}'}\n"
            + "state: {working_set: \"${SET}\"}\n";
    Map<String, String> environment =
        Map.of("HOST", "es-host", "WHO", "the-user", "KAFKA_PASSWORD", "s3cret", "SET", "77");
    Conf conf = parse(text, environment).conf().orElseThrow();
    ElasticsearchAlerts elastic = (ElasticsearchAlerts) conf.alerts().get(0);
    assertThat(elastic.target().hosts().get(0).getHost()).isEqualTo("es-host");
    assertThat(elastic.target().login().password()).isEqualTo("s3cret-of-file");
    assertThat(conf.kafka().properties())
        .containsEntry("sasl.jaas.config", "x password=\"s3cret\" ${PLAIN}");
    assertThat(conf.state().workingSet()).isEqualTo(77);
    String shown =
        conf + " " + conf.kafka() + " " + conf.alerts() + " " + elastic.target() + conf.streams();
    assertThat(shown).doesNotContain("s3cret").doesNotContain("the-user");
    assertThat(conf.masked(elastic.describe())).contains("${HOST}").doesNotContain("es-host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alerts: {elasticsearch: {username: u, password: s3cretpw, bogus: 1}}",
        "alerts: {elasticsearch: {username: u, bogus: 1, \"password\": \"s3cretpw, and more\"}}",
        "alerts: {elasticsearch: {pasword: s3cretpw}}",
        "alerts: {elasticsearch: {hosts: ['http://elastic:s3cretpw@es:9200']}}",
        "kafka: {ssl.key.password: [s3cretpw]}",
        "kafka: {sasl.jaas.config: 'user password=\"s3cretpw\";', sasl: {}}",
        "flink: {s3: {secret-key: [s3cretpw]}}",
        "kafka: {ssl.key.password: s3cretpw, *: ]}",
        "kafka:\n  ssl.key.password: >\n    a\n    s3cretpw\n    : ]\n   ]",
      })
  void passwords_areNotInTheLinesThatAreShown(String written) {
    Conf.Loaded loaded = parse(STREAM + written + "\n");
    assertThat(loaded.diagnostics()).isNotEmpty();
    assertThat(DiagnosticRenderer.render(loaded.diagnostics())).doesNotContain("s3cret");
    assertThat(loaded.diagnostics().toString()).doesNotContain("s3cret");
  }

  @Test
  void blankedPasswords_leaveTheRestOfTheLineInItsPlace() {
    Conf.Loaded loaded =
        parse(
            STREAM
                + "rules: {directory: rules}\n"
                + "alerts: {elasticsearch: {hosts: 'http://es:9200', username: u, password: pw,"
                + " bogus: 1}}\n");
    assertThat(DiagnosticRenderer.render(loaded.diagnostics()))
        .isEqualTo(
            """
            vigil.yaml:8:78: error: unknown key 'bogus' [unknown-key]
               8 | alerts: {elasticsearch: {hosts: 'http://es:9200', username: u, password: **, bogus: 1}}
                 |                                                                              ^^^^^
                 = known here: hosts, index, username, password
            """);
  }

  @Test
  void expandedValue_thatIsWrong_isNotShownEither() {
    Conf.Loaded loaded =
        parse(
            STREAM.replace("field: ts", "field: ts, format: \"${SECRET}\"") + REST,
            Map.of("SECRET", "hunter2"));
    assertThat(said(loaded)).singleElement().asString().contains("${SECRET}");
    for (Diagnostic found : loaded.diagnostics()) {
      assertThat(found.toString()).doesNotContain("hunter2");
    }
  }

  @ParameterizedTest
  @CsvSource({"10s, 'max_drift: 1h', 0", "9s, 'max_drift: 1h', 1", "9s, 'group: g', 0"})
  void partitionsInStep_mayNotBeIdleTooSoon(String after, String drift, int errors) {
    Conf.Loaded loaded =
        parse(
            """
            streams:
              air:
                kafka: {topics: [air], %s}
                time: {field: ts}
                key: [station]
                fields: {station: string}
                idle: {after: %s}
            rules: {directory: rules}
            alerts: {console: true}
            kafka: {bootstrap.servers: "localhost:9092"}
            """
                .formatted(drift, after));
    assertThat(said(loaded)).hasSize(errors).allMatch(said -> said.startsWith("7:5 out-of-range"));
  }

  @Test
  void missingReference_isAnErrorAtItsPlace() {
    Conf.Loaded loaded =
        parse(STREAM + REST + "kafka: {a: \"${NOPE}\", b: \"${file:/nope}\", c: \"${9}\"}\n");
    assertThat(said(loaded))
        .containsExactly(
            "9:12 unset-variable the environment variable NOPE is not set",
            "9:26 unreadable-file the file /nope cannot be read",
            "9:46 bad-reference '${9}' names no environment variable");
  }
}
