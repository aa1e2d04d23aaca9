package dev.vigil.servers.elasticsearch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.mapper.MapperExtrasPlugin;
import org.elasticsearch.reindex.ReindexPlugin;
import org.elasticsearch.join.ParentJoinPlugin;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.script.mustache.MustachePlugin;
import org.elasticsearch.transport.Netty4Plugin;

/**
 * One node that is a cluster of its own. Arguments: its directory, the HTTP port. Says READY on a line of its own once
 * it answers requests, and ends when its standard input does.
 */
final class SingleNode extends Node {
  private SingleNode(Settings settings) {
    super(
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "vigil"),
        List.of(
            Netty4Plugin.class,
            ReindexPlugin.class,
            MustachePlugin.class,
            MapperExtrasPlugin.class,
            ParentJoinPlugin.class),
        false);
  }

  public static void main(String[] arguments) throws Exception {
    SingleNode node =
        new SingleNode(
            Settings.builder()
                .put("path.home", arguments[0])
                .put("cluster.name", "vigil")
                .put("network.host", "127.0.0.1")
                .put("http.port", arguments[1])
                .put("transport.port", "0")
                .put("discovery.type", "single-node")
                .put("transport.type", "netty4")
                .put("http.type", "netty4")
                .put("action.auto_create_index", "true")
                // A nearly full disk of a developer must not turn the indices read-only.
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "shutdown"));
    try {
      node.start();
    } catch (NodeValidationException | RuntimeException e) {
      // Its threads would keep a node alive that nobody can reach.
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
    System.out.println("READY");
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static void close(Node node) {
    try {
      node.close();
    } catch (IOException e) {
      e.printStackTrace();
    }
  }
}
