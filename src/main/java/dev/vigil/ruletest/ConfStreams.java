package dev.vigil.ruletest;

import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Decoding;
import dev.vigil.match.MatchOptions;
import dev.vigil.rollup.Rollup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The streams of conf and what goes with them, read when the first test file needs them. */
final class ConfStreams {
  private final Path path;
  private Conf.@Nullable Loaded loaded;

  ConfStreams(Path path) {
    this.path = path;
  }

  /** The streams; none where conf has errors. */
  List<Decoding> read() throws IOException {
    return conf()
        .map(conf -> conf.streams().stream().map(StreamSpec::decoding).toList())
        .orElse(List.of());
  }

  /** The rollups of these streams; none where conf has errors. */
  List<Rollup> rollups() throws IOException {
    return conf()
        .map(conf -> conf.rollups().stream().map(RollupSpec::rollup).toList())
        .orElse(List.of());
  }

  /** The limits of the state; the default ones where conf has errors. */
  MatchOptions limits() throws IOException {
    return conf()
        .map(Conf::state)
        .map(state -> new MatchOptions(state.keyTtl().toMillis(), state.workingSet()))
        .orElse(MatchOptions.DEFAULT);
  }

  private Optional<Conf> conf() throws IOException {
    if (loaded == null) {
      loaded = Conf.load(path);
    }
    return loaded.conf();
  }

  /** The file, if it was read at all. */
  Optional<Path> source() {
    return loaded == null ? Optional.empty() : Optional.of(path);
  }

  /** What was found in conf, if it was read at all. */
  List<Diagnostic> diagnostics() {
    return loaded == null ? List.of() : loaded.diagnostics();
  }
}
