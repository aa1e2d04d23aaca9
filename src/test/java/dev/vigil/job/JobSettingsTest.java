package dev.vigil.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.conf.Conf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class JobSettingsTest {
  private static final Path SHIPPED = Path.of("conf", "vigil.yaml");

  private static final Configuration CLUSTER =
      Configuration.fromMap(
          Map.of("rest.address", "flink", "rest.port", "18081", "state.backend.type", "hashmap"));

  @Test
  void conf_saysHowTheJobRuns_andTheClusterWhereItIs() throws IOException {
    assertThat(Files.readString(SHIPPED))
        .contains("rest.port: 8081", "state.backend.type: rocksdb");
    Conf conf = Conf.load(SHIPPED).conf().orElseThrow();
    assertThat(JobSettings.onCluster(conf, CLUSTER).toMap())
        .containsEntry("rest.address", "flink")
        .containsEntry("rest.port", "18081")
        .containsEntry("state.backend.type", "rocksdb")
        .containsEntry("pipeline.generic-types", "false");
    assertThat(JobSettings.of(conf, CLUSTER).toMap()).containsEntry("rest.port", "8081");
  }
}
