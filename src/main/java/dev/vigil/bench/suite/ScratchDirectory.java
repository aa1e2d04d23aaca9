package dev.vigil.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for as long as a suite runs. */
public record ScratchDirectory(Path path) implements AutoCloseable {
  public static ScratchDirectory create() throws IOException {
    return new ScratchDirectory(Files.createTempDirectory("vigil-bench"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
