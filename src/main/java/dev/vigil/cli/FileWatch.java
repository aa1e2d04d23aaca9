package dev.vigil.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notices when YAML files change, come or go. */
final class FileWatch implements AutoCloseable {
  /** Editors write a file in several steps; what follows so soon belongs to the same change. */
  private static final long QUIET_MILLIS = 100;

  private final WatchService service;

  FileWatch() throws IOException {
    service = FileSystems.getDefault().newWatchService();
  }

  /** Watches folders with all below them, and the folders of files; again is no matter. */
  void add(Collection<Path> paths) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (Path path : paths) {
      Path absolute = path.toAbsolutePath().normalize();
      if (Files.isDirectory(absolute)) {
        try (Stream<Path> below = Files.walk(absolute)) {
          below.filter(Files::isDirectory).forEach(folders::add);
        }
      } else if (absolute.getParent() != null && Files.isDirectory(absolute.getParent())) {
        folders.add(absolute.getParent());
      }
    }
    for (Path folder : folders) {
      folder.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
    }
  }

  /** Waits for a change; one since the last call counts. */
  void await() throws InterruptedException {
    boolean changed = false;
    while (!changed) {
      changed = concerns(service.take());
    }
    WatchKey more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    while (more != null) {
      concerns(more);
      more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static boolean concerns(WatchKey key) {
    List<WatchEvent<?>> events = key.pollEvents();
    key.reset();
    return events.stream().anyMatch(event -> concerns(event.context()));
  }

  /** A file without a name stands for events that were too many to be told. */
  private static boolean concerns(@Nullable Object file) {
    if (!(file instanceof Path path)) {
      return true;
    }
    String name = path.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml") || !name.contains(".");
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
