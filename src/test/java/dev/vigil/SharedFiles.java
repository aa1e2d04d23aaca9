package dev.vigil;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Data and cases that lie beside the project, not in it: {@code ../shared}, or VIGIL_SHARED. */
public final class SharedFiles {
  private SharedFiles() {}

  /** A file there; where it is missing, the test that asks is skipped and says so. */
  public static Path need(String relative) {
    String root = System.getenv().getOrDefault("VIGIL_SHARED", "../shared");
    Path file = Path.of(root).resolve(relative).toAbsolutePath().normalize();
    assumeTrue(
        Files.exists(file),
        () ->
            "SKIPPED: " + relative + " is not beside the project (set VIGIL_SHARED to its folder)");
    return file;
  }
}
