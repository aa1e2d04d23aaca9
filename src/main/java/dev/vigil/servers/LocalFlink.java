package dev.vigil.servers;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink in this process, which only this machine can reach, and which takes no jars. */
public final class LocalFlink {
  /**
   * What Flink takes in a process of its own, in buffers of 32 KiB, is enough for so many slots.
   */
  private static final int FEW_SLOTS = 16;

  /** Each subtask has a buffer for each that it sends to, with each exchange between operators. */
  private static final int BUFFER_KIB = 8;

  private static final int EXCHANGES = 4;
  private static final int LEAST_NETWORK_KIB = 64 << 10;

  private LocalFlink() {}

  /** What keeps it to this machine: without it, its servers listen on every interface. */
  public static Map<String, String> settings() {
    return Map.of(
        "rest.bind-address",
        "localhost",
        "web.submit.enable",
        "false",
        // the blob server's
        "jobmanager.bind-host",
        "localhost",
        // Tasks fetch what is offloaded by the host's own name, where that server does not listen.
        "blob.offload.minsize",
        Integer.toString(Integer.MAX_VALUE));
  }

  /**
   * A cluster of one TaskManager that is still to be started; it has a REST server, as every Flink
   * has, on a port that is free.
   *
   * @param more Flink's own keys, on top of the {@link #settings}
   */
  public static MiniCluster cluster(int slots, Configuration more) {
    Configuration configuration = Configuration.fromMap(settings());
    configuration.setString("rest.bind-port", "0");
    if (slots > FEW_SLOTS) {
      int network = Math.max(LEAST_NETWORK_KIB, EXCHANGES * BUFFER_KIB * slots * slots);
      configuration.setString("taskmanager.memory.segment-size", BUFFER_KIB + " kb");
      configuration.setString("taskmanager.memory.network.min", network + " kb");
      configuration.setString("taskmanager.memory.network.max", network + " kb");
    }
    configuration.addAll(more);
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(slots)
            .build());
  }
}
