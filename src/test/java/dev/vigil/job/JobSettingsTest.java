package dev.vigil.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.conf.Conf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class JobSettingsTest {
  private static final Path SHIPPED = Path.of("conf", "vigil.yaml");

  private static final Configuration CLUSTER =
      Configuration.fromMap(
          Map.of("rest.address", "flink", "rest.port", "18081", "state.backend.type", "hashmap"));

  @Test
  void documentedDefaults_areTheJobs() throws IOException {
    String docs = Files.readString(Path.of("src", "docs", "conf.md"));
    Map<String, String> documented = new TreeMap<>();
    docs.substring(docs.indexOf("```yaml\npipeline.name"))
        .lines()
        .skip(1)
        .takeWhile(line -> !line.equals("```"))
        .map(line -> line.split(": ", 2))
        .forEach(entry -> documented.put(entry[0], entry[1]));
    assertThat(documented).isEqualTo(JobSettings.defaults());
  }

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
