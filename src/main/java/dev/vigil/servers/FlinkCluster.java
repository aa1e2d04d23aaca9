package dev.vigil.servers;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Flink session cluster in child processes on the loopback interface: a JobManager and
 * TaskManagers, with nothing on their class path but Flink's own jars.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Pattern TASK_MANAGERS = Pattern.compile("\"taskmanagers\":(\\d+)");

  /** What Flink's own start scripts open for Java 17. */
  private static final List<String> OPENS =
      Stream.concat(
              Stream.of("java.base/sun.net.util", "java.management/sun.management")
                  .map(name -> "--add-exports=" + name + "=ALL-UNNAMED"),
              Stream.of(
                      "lang",
                      "net",
                      "io",
                      "nio",
                      "lang.reflect",
                      "text",
                      "time",
                      "util",
                      "util.concurrent",
                      "util.concurrent.atomic",
                      "util.concurrent.locks")
                  .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED"))
          .toList();

  private final Path directory;
  private final String classPath;
  private final FlinkRest rest;
  private final ChildProcess jobManager;
  private final List<ChildProcess> taskManagers = new ArrayList<>();

  private FlinkCluster(Path directory, String classPath, FlinkRest rest, ChildProcess jobManager) {
    this.directory = directory;
    this.classPath = classPath;
    this.rest = rest;
    this.jobManager = jobManager;
  }

  /**
   * Starts a cluster and returns once all its slots are registered.
   *
   * @param directory its configuration, logs, working files and checkpoints
   * @param taskManagers how many TaskManager processes
   * @param slots task slots of each
   * @param configuration Flink's own keys, on top of what makes the cluster small
   */
  public static FlinkCluster start(
      Path directory, int taskManagers, int slots, Map<String, String> configuration)
      throws IOException, InterruptedException {
    return start(directory, taskManagers, slots, configuration, List.of());
  }

  /**
   * The same.
   *
   * @param library jars that its JVMs have among their own, as in Flink's {@code lib} folder
   */
  static FlinkCluster start(
      Path directory,
      int taskManagers,
      int slots,
      Map<String, String> configuration,
      List<Path> library)
      throws IOException, InterruptedException {
    Path home = Files.createDirectories(directory.toAbsolutePath());
    int restPort = Ports.free();
    Map<String, String> settings = new TreeMap<>(settings(home, slots, restPort));
    settings.putAll(configuration);
    Files.createDirectories(home.resolve("tmp"));
    Files.write(home.resolve("config.yaml"), yaml(settings));
    String classPath =
        Stream.concat(Stream.of(ServerClassPath.of("flink")), library.stream().map(Path::toString))
            .collect(Collectors.joining(File.pathSeparator));
    ChildProcess jobManager =
        java(
            home,
            "jobmanager",
            classPath,
            List.of("-Xmx512m", "-XX:+UseSerialGC"),
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
    FlinkCluster cluster =
        new FlinkCluster(
            home, classPath, new FlinkRest(URI.create("http://127.0.0.1:" + restPort)), jobManager);
    try {
      jobManager.awaitReady(() -> cluster.rest.answers("/overview"), START_LIMIT);
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
      cluster.awaitTaskManagers(taskManagers);
    } catch (IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** Flink's REST API, and its web interface. */
  public FlinkRest rest() {
    return rest;
  }

  public ChildProcess jobManager() {
    return jobManager;
  }

  /** Those started, in that order, also those that have been killed since. */
  public List<ChildProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /** Starts one more TaskManager, without waiting for its slots. */
  public ChildProcess startTaskManager() throws IOException {
    ChildProcess taskManager =
        java(
            directory,
            "taskmanager-" + (taskManagers.size() + 1),
            classPath,
            List.of("-Xmx1g", "-XX:MaxDirectMemorySize=256m", "-XX:MaxMetaspaceSize=256m"),
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
    taskManagers.add(taskManager);
    return taskManager;
  }

  /** Waits until exactly so many TaskManagers are registered. */
  public void awaitTaskManagers(int count) throws IOException, InterruptedException {
    jobManager.awaitReady(() -> registered() == count, START_LIMIT);
  }

  private int registered() throws IOException, InterruptedException {
    if (!taskManagers.isEmpty()) {
      taskManagers.get(taskManagers.size() - 1).requireAlive();
    }
    var found = TASK_MANAGERS.matcher(rest.get("/overview"));
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /** Stops all its processes. */
  @Override
  public void close() {
    taskManagers.forEach(ChildProcess::close);
    jobManager.close();
  }

  private static ChildProcess java(
      Path home, String name, String classPath, List<String> memory, String main)
      throws IOException {
    List<String> options = new ArrayList<>(OPENS);
    options.addAll(memory);
    options.add("-Dlog.file=" + home.resolve(name + ".log"));
    return ChildProcess.java(
        name,
        home,
        options,
        classPath,
        List.of("dev.vigil.servers.flink.Tethered", main, "--configDir", home.toString()));
  }

  private static Map<String, String> settings(Path home, int slots, int restPort)
      throws IOException {
    return Map.ofEntries(
        Map.entry("jobmanager.rpc.address", "127.0.0.1"),
        Map.entry("jobmanager.bind-host", "127.0.0.1"),
        Map.entry("jobmanager.rpc.port", Integer.toString(Ports.free())),
        Map.entry("rest.address", "127.0.0.1"),
        Map.entry("rest.bind-address", "127.0.0.1"),
        Map.entry("rest.port", Integer.toString(restPort)),
        Map.entry("taskmanager.host", "127.0.0.1"),
        Map.entry("taskmanager.bind-host", "127.0.0.1"),
        Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(slots)),
        // A TaskManager that is started without Flink's scripts wants every size said.
        Map.entry("taskmanager.cpu.cores", Integer.toString(slots)),
        Map.entry("taskmanager.memory.framework.heap.size", "128m"),
        Map.entry("taskmanager.memory.framework.off-heap.size", "64m"),
        Map.entry("taskmanager.memory.task.heap.size", "896m"),
        Map.entry("taskmanager.memory.task.off-heap.size", "64m"),
        Map.entry("taskmanager.memory.managed.size", "128m"),
        Map.entry("taskmanager.memory.network.min", "64m"),
        Map.entry("taskmanager.memory.network.max", "64m"),
        Map.entry("taskmanager.memory.jvm-metaspace.size", "256m"),
        Map.entry("taskmanager.memory.jvm-overhead.min", "128m"),
        Map.entry("taskmanager.memory.jvm-overhead.max", "128m"),
        Map.entry("io.tmp.dirs", home.resolve("tmp").toString()),
        Map.entry("execution.checkpointing.dir", home.resolve("checkpoints").toUri().toString()));
  }

  /** Flat keys with quoted values: a subset of YAML that needs no writer. */
  private static List<String> yaml(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + ": '" + entry.getValue().replace("'", "''") + "'")
        .toList();
  }
}
