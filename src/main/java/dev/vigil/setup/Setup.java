package dev.vigil.setup;

import dev.vigil.conf.Conf;
import dev.vigil.io.Endpoint;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.elasticsearch.ElasticsearchIndices;
import dev.vigil.io.elasticsearch.ElasticsearchTarget;
import dev.vigil.io.elasticsearch.ElasticsearchTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts in place what a conf file names. Topics that are there stay, index templates are renewed.
 */
public final class Setup {
  private Setup() {}

  /**
   * Makes the topics that are missing and installs the index templates.
   *
   * @param partitions of the topics of readings and rollups, where they are made
   * @param said told a line for each thing as soon as it is done: what was found or done
   * @throws IOException if a server does not answer or refuses, or a topic is not as it must be
   */
  public static void run(Conf conf, int partitions, Consumer<String> said)
      throws IOException, InterruptedException {
    List<Topic> topics = topics(conf, partitions);
    if (!topics.isEmpty()) {
      Topics.ensure(conf.kafka(), topics, said);
    }
    for (ElasticsearchTemplate template : conf.templates()) {
      template.install();
      said.accept("index template " + template.target().index() + ": installed");
    }
  }

  /**
   * Where a dashboard of alerts finds them: the start of the names of their indices.
   *
   * @throws IOException if conf sends them to no Elasticsearch
   */
  public static String dashboardIndex(Conf conf) throws IOException {
    return ElasticsearchIndices.alerts(conf.alerts()).stream()
        .map(ElasticsearchTarget::index)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    conf.name()
                        + " has no alerts.elasticsearch, and so nothing for a dashboard to show"));
  }

  private static List<Topic> topics(Conf conf, int partitions) {
    List<Topic> topics = new ArrayList<>();
    for (StreamSpec stream : conf.streams()) {
      topics.addAll(logs(stream.source(), partitions));
    }
    conf.rules().topic().map(Topic::table).ifPresent(topics::add);
    conf.statusTopic().map(Topic::table).ifPresent(topics::add);
    conf.alerts().forEach(sink -> topics.addAll(logs(sink, 1)));
    for (RollupSpec rollup : conf.rollups()) {
      rollup.sinks().forEach(sink -> topics.addAll(logs(sink, partitions)));
    }
    topics.addAll(logs(conf.deadLetters(), 1));
    return topics;
  }

  private static List<Topic> logs(Endpoint endpoint, int partitions) {
    return endpoint.topics().stream().map(topic -> Topic.log(topic, partitions)).toList();
  }
}
