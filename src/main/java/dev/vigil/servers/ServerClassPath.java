package dev.vigil.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build left the class path of each server: in the build directory. */
final class ServerClassPath {
  private ServerClassPath() {}

  /**
   * The class path of a server, as {@code java -cp} takes it.
   *
   * @throws IOException if the build has not resolved it here
   */
  static String of(String server) throws IOException {
    Path home = Installation.build().resolve("servers").resolve(server);
    Path list = home.resolve("classpath");
    if (!Files.isRegularFile(list)) {
      throw new IOException(
          "no "
              + server
              + " to start: "
              + list
              + " is missing; run `mvn package` in a checkout of Vigil");
    }
    return home.resolve("classes") + File.pathSeparator + Files.readString(list).strip();
  }
}
