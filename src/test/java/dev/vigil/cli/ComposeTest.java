package dev.vigil.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vigil.conf.Conf;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml, held against what it starts: the images themselves are not here. */
class ComposeTest {
  private static final Path FILE = Path.of("docker-compose.yml");
  private static final Set<String> RUN_ONCE = Set.of("setup", "volumes-owner");

  /** The tool's own check, where it is installed; it needs no Docker engine. */
  @Test
  void docker_compose_takes_the_file() throws Exception {
    assumeThat(onPath("docker-compose")).as("docker-compose is not installed").isTrue();
    Process process =
        new ProcessBuilder("docker-compose", "-f", FILE.toString(), "config")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(map(new Yaml().load(said)).keySet()).contains("services", "volumes");
  }

  @Test
  void every_image_is_pinned_and_every_server_has_a_health_check() throws IOException {
    Map<String, Object> services = services();
    assertThat(services.keySet())
        .containsExactlyInAnyOrder(
            "kafka",
            "elasticsearch",
            "kibana",
            "setup",
            "volumes-owner",
            "jobmanager",
            "taskmanager");
    services.forEach(
        (name, service) -> {
          assertThat(map(service).get("image").toString()).matches(".+:\\d+\\.\\d+\\.\\d+.*");
          if (!RUN_ONCE.contains(name) && !name.equals("taskmanager")) {
            assertThat(map(service)).as(name).containsKey("healthcheck");
          }
          if (RUN_ONCE.contains(name)) {
            assertThat(map(service)).as(name).containsEntry("restart", "no");
          }
        });
  }

  @Test
  void job_waits_until_the_set_up_has_succeeded() throws IOException {
    Map<String, Object> waits = map(map(services().get("jobmanager")).get("depends_on"));
    assertThat(map(waits.get("setup")))
        .containsEntry("condition", "service_completed_successfully");
  }

  @Test
  void set_up_is_called_with_options_that_it_has_and_files_that_are_there() throws IOException {
    Map<String, Object> setup = map(services().get("setup"));
    List<String> command = strings(setup.get("command"));
    var parsed = Vigil.commandLine().parseArgs(command.toArray(String[]::new)).subcommand();
    assertThat(parsed.commandSpec().name()).isEqualTo("setup");
    assertThat((URI) parsed.matchedOptionValue("--kibana", null))
        .isEqualTo(URI.create("http://kibana:5601"));
    for (String option : List.of("--conf", "--objects")) {
      Path inside = parsed.matchedOptionValue(option, null);
      assertThat(here(setup, inside)).as(option).isRegularFile();
    }
  }

  @Test
  void metrics_are_where_their_page_says() throws IOException {
    assertThat(strings(map(services().get("taskmanager")).get("ports")))
        .containsExactly("127.0.0.1:9249:9249");
    assertThat(strings(map(services().get("jobmanager")).get("ports")))
        .contains("127.0.0.1:9250:9249");
    assertThat(Files.readString(FILE)).contains("metrics.reporter.prom.port: 9249\n");
    assertThat(Files.readString(Path.of("src", "docs", "metrics.md")))
        .contains("localhost:9249/metrics", "`localhost:9250` the JobManager");
  }

  @Test
  void jars_are_those_that_the_build_makes() throws IOException {
    var version =
        Pattern.compile("<artifactId>vigil</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(Files.readString(FILE).lines().filter(line -> line.contains("./target/")))
        .hasSize(2)
        .allMatch(line -> line.contains("vigil-${VIGIL_VERSION:-" + version.group(1) + "}-"));
  }

  @Test
  void conf_reads_the_same_streams_as_the_ordinary_one() throws IOException {
    Conf ordinary = Conf.load(Path.of("conf", "vigil.yaml")).conf().orElseThrow();
    Conf docker = Conf.load(Path.of("conf", "docker.yaml")).conf().orElseThrow();
    assertThat(docker.catalog().schemas()).containsExactlyElementsOf(ordinary.catalog().schemas());
    assertThat(docker.rules().topic()).isEqualTo(ordinary.rules().topic());
    assertThat(docker.statusTopic()).isEqualTo(ordinary.statusTopic());
  }

  /** The file of this checkout that a service sees at a path. */
  private static Path here(Map<String, Object> service, Path inside) {
    for (String volume : strings(service.get("volumes"))) {
      String[] parts = volume.replaceAll("\\$\\{[^}]*\\}", "VERSION").split(":", -1);
      Path mounted = Path.of(parts[1]);
      if (inside.startsWith(mounted)) {
        return Path.of(parts[0]).resolve(mounted.relativize(inside));
      }
    }
    throw new AssertionError(inside + " is mounted from nowhere");
  }

  private static Map<String, Object> services() throws IOException {
    return map(map(new Yaml().load(Files.readString(FILE))).get("services"));
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, each) -> map.put(key.toString(), each));
    return map;
  }

  private static List<String> strings(Object value) {
    List<String> strings = new ArrayList<>();
    ((List<?>) value).forEach(each -> strings.add(each.toString()));
    return strings;
  }

  private static boolean onPath(String command) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
  }
}
