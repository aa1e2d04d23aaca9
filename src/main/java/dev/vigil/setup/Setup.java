package dev.vigil.setup;

import dev.vigil.conf.Conf;
import dev.vigil.io.AlertSink;
import dev.vigil.io.RollupSink;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.elasticsearch.ElasticsearchTemplate;
import dev.vigil.io.kafka.KafkaAlerts;
import dev.vigil.io.kafka.KafkaDeadLetters;
import dev.vigil.io.kafka.KafkaReadings;
import dev.vigil.io.kafka.KafkaRollups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts in place what a conf file names. Topics that are there stay, index templates are renewed.
 */
public final class Setup {
  private Setup() {}

  /**
   * Makes the topics that are missing and installs the index templates.
   *
   * @param partitions of the topics of readings and rollups, where they are made
   * @return a line for each thing: what was found or done
   * @throws IOException if a server does not answer or refuses, or a topic is not as it must be
   */
  public static List<String> run(Conf conf, int partitions)
      throws IOException, InterruptedException {
    List<String> done = new ArrayList<>();
    List<Topic> topics = topics(conf, partitions);
    if (!topics.isEmpty()) {
      done.addAll(Topics.ensure(conf.kafka(), topics));
    }
    for (ElasticsearchTemplate template : conf.templates()) {
      template.install();
      done.add("index template " + template.target().index() + ": installed");
    }
    return done;
  }

  private static List<Topic> topics(Conf conf, int partitions) {
    List<Topic> topics = new ArrayList<>();
    for (StreamSpec stream : conf.streams()) {
      if (stream.source() instanceof KafkaReadings kafka) {
        kafka.topics().forEach(topic -> topics.add(Topic.log(topic, partitions)));
      }
    }
    conf.rules().topic().map(Topic::table).ifPresent(topics::add);
    conf.statusTopic().map(Topic::table).ifPresent(topics::add);
    for (AlertSink sink : conf.alerts()) {
      if (sink instanceof KafkaAlerts kafka) {
        topics.add(Topic.log(kafka.topic(), 1));
      }
    }
    for (RollupSpec rollup : conf.rollups()) {
      for (RollupSink sink : rollup.sinks()) {
        if (sink instanceof KafkaRollups kafka) {
          topics.add(Topic.log(kafka.topic(), partitions));
        }
      }
    }
    if (conf.deadLetters() instanceof KafkaDeadLetters kafka) {
      topics.add(Topic.log(kafka.topic(), 1));
    }
    return topics;
  }
}
