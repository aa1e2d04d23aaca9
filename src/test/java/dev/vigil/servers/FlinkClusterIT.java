package dev.vigil.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterIT {
  /** A job that counts to a number, with as many subtasks as there are slots. */
  public static final class Count {
    private Count() {}

    public static void main(String[] arguments) throws Exception {
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
      environment.setParallelism(2);
      environment.fromSequence(1, Long.parseLong(arguments[0])).sinkTo(new DiscardingSink<>());
      environment.execute(arguments[1]);
    }
  }

  @Test
  void job_runs_over_two_task_managers_and_all_processes_end(@TempDir Path directory)
      throws Exception {
    List<ChildProcess> children;
    try (FlinkCluster cluster = FlinkCluster.start(directory, 2, 1, Map.of())) {
      String name = "counts \"to\" a \\ thousand";
      String job = cluster.rest().submit(jar(directory), List.of("1000", name));
      String state = awaitEnd(cluster.rest(), job);
      assertThat(state).isEqualTo(JobStatus.FINISHED.name());
      assertThat(cluster.rest().get("/jobs/" + job)).contains("counts \\\"to\\\" a \\\\ thousand");
      assertThat(cluster.taskManagers()).hasSize(2);
      children = new ArrayList<>(cluster.taskManagers());
      children.add(cluster.jobManager());
    }
    assertThat(children).noneMatch(ChildProcess::alive);
  }

  @Test
  void killed_task_manager_is_replaced(@TempDir Path directory) throws Exception {
    Map<String, String> impatient =
        Map.of("heartbeat.interval", "500", "heartbeat.timeout", "2000");
    try (FlinkCluster cluster = FlinkCluster.start(directory, 1, 1, impatient)) {
      cluster.taskManagers().get(0).kill();
      cluster.startTaskManager();
      cluster.awaitTaskManagers(1);
      assertThat(cluster.taskManagers())
          .extracting(ChildProcess::alive)
          .containsExactly(false, true);
    }
  }

  private static Path jar(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Count.class.getName());
    Path jar = directory.resolve("count.jar");
    String entry = Count.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(entry));
      out.write(Count.class.getClassLoader().getResourceAsStream(entry).readAllBytes());
    }
    return jar;
  }

  private static String awaitEnd(FlinkRest rest, String job) throws Exception {
    String state = rest.state(job);
    for (int i = 0; i < 600 && !JobStatus.valueOf(state).isGloballyTerminalState(); i++) {
      Thread.sleep(100);
      state = rest.state(job);
    }
    return state;
  }
}
