package dev.vigil.cli;

import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.DiagnosticRenderer;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --conf}, and what the file says. */
final class ConfOption {
  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Names the streams, topics and servers (default: ${DEFAULT-VALUE}).")
  private Path conf = Path.of("conf/vigil.yaml");

  /** Says why the conf file cannot be used; its message ends with a line break. */
  static final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }
  }

  Path file() {
    return conf;
  }

  /**
   * Reads the file.
   *
   * @throws Unusable if it is wrong, with all that is wrong
   * @throws IOException if it cannot be read
   */
  Conf read() throws IOException, Unusable {
    Conf.Loaded loaded = Conf.load(conf);
    return loaded
        .conf()
        .orElseThrow(() -> new Unusable(DiagnosticRenderer.render(loaded.diagnostics())));
  }
}
