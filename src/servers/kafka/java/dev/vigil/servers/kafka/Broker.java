package dev.vigil.servers.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One broker that is its own controller. Arguments: its directory, the client port, the controller port. Says READY on
 * a line of its own once clients can connect, and ends when its standard input does.
 */
public final class Broker {
  private Broker() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Properties properties = properties(directory, arguments[1], arguments[2]);
    format(directory, properties);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
    try {
      server.startup();
    } catch (RuntimeException e) {
      // Its threads would keep a server alive that nobody can reach.
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
    System.out.println("READY");
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static Properties properties(Path directory, String port, String controllerPort) {
    Properties properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("log.dirs", directory.resolve("data").toString());
    // One broker: the internal topics can have one replica only, and few partitions start fast.
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // A topic that nobody made is a mistake in the configuration, not a wish.
    properties.put("auto.create.topics.enable", "false");
    return properties;
  }

  private static void format(Path directory, Properties properties) throws IOException {
    Path file = Files.createDirectories(directory).resolve("server.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    if (Files.exists(directory.resolve("data").resolve("meta.properties"))) {
      return;
    }
    String[] format = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
    if (StorageTool.execute(format, System.out) != 0) {
      throw new IOException("cannot format " + directory);
    }
  }
}
