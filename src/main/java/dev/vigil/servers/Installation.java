package dev.vigil.servers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where Vigil was built: the checkout that its own classes or jar lie in. */
public final class Installation {
  private Installation() {}

  /** The checkout, with {@code rules} and {@code conf}. */
  public static Path root() throws IOException {
    return build().resolveSibling("");
  }

  /** The build directory. */
  public static Path build() throws IOException {
    try {
      var source = Installation.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toAbsolutePath().resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IOException("cannot tell where Vigil is installed", e);
    }
  }

  /**
   * The job's jar, as a Flink cluster takes it.
   *
   * @throws IOException if it was not built
   */
  public static Path jobJar() throws IOException {
    try (Stream<Path> files = Files.list(build())) {
      List<Path> jars =
          files
              .filter(file -> file.getFileName().toString().matches("vigil-.*-job\\.jar"))
              .toList();
      if (jars.size() != 1) {
        throw new IOException(
            "not one job jar in " + build() + ": " + jars + "; run `mvn package`");
      }
      return jars.get(0);
    }
  }
}
