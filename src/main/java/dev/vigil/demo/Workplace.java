package dev.vigil.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a demo's servers keep their files: a directory named after this process. */
public final class Workplace {
  private Workplace() {}

  /** Makes the directory, and removes what demos left behind whose processes have ended. */
  public static Path open(Path parent) throws IOException {
    Files.createDirectories(parent);
    for (Path left : list(parent)) {
      if (isAbandoned(left.getFileName().toString())) {
        remove(left);
      }
    }
    return Files.createDirectories(parent.resolve(Long.toString(ProcessHandle.current().pid())));
  }

  private static boolean isAbandoned(String name) {
    if (!name.matches("[0-9]{1,18}")) {
      return false;
    }
    long pid = Long.parseLong(name);
    return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
  }

  private static void remove(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(directory)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
