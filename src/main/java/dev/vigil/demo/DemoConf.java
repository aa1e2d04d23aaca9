package dev.vigil.demo;

import dev.vigil.setup.Topic;
import java.net.URI;
import java.util.List;

/** The demo's conf file and the topics it names. */
final class DemoConf {
  static final String READINGS = "air-readings";
  static final String RULES = "vigil-rules";
  static final String STATUS = "vigil-rule-status";
  static final String ALERTS = "vigil-alerts";
  static final String DEAD_LETTERS = "vigil-dead-letters";
  static final String INDEX = "vigil-alerts";

  private DemoConf() {}

  static List<Topic> topics() {
    return List.of(
        Topic.log(READINGS, 4),
        Topic.table(RULES),
        Topic.table(STATUS),
        Topic.log(ALERTS, 1),
        Topic.log(DEAD_LETTERS, 1));
  }

  static String yaml(String kafka, URI elasticsearch) {
    return """
        streams:
          air:
            kafka: {topics: [air-readings], group: vigil-demo, start: earliest}
            format: json
            nulls: ["", NA, nan]
            time: {field: ts, format: iso8601}
            key: [station]
            fields:
              station: string
              pm25: double
              pm10: double
              o3: double
              temperature: double
              humidity: double
              location: geo_point
            out_of_order: 5s
            idle: {after: 1m, clock: stop}
        rollups:
          air_1h: {from: air, by: [station], window: {tumbling: 1h}, fields: [pm25], late: 10m}
        rules: {topic: vigil-rules}
        status: {topic: vigil-rule-status}
        alerts:
          kafka: {topic: vigil-alerts}
          elasticsearch: {hosts: ["%s"], index: vigil-alerts}
        dead_letters: {topic: vigil-dead-letters}
        kafka: {bootstrap.servers: "%s"}
        """
        .formatted(elasticsearch, kafka);
  }
}
