package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.rollup.WindowKind;
import dev.vigil.yaml.MappingReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads which windows a rollup has. */
final class WindowReader {
  /** Every reading is added to each of them. */
  private static final long MOST_OVERLAPPING = 120;

  private static final String HINT =
      "window: {tumbling: 1m}, {sliding: 10m, every: 1m} or {session: 5m}";

  private final MappingReader rollup;
  private final Diagnostics diagnostics;

  WindowReader(MappingReader rollup, Diagnostics diagnostics) {
    this.rollup = rollup;
    this.diagnostics = diagnostics;
  }

  Optional<WindowKind> read() {
    rollup.require("window", HINT);
    Optional<MappingReader> written = rollup.child("window");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    MappingReader window = written.get();
    Optional<Duration> tumbling = size(window, "tumbling");
    Optional<Duration> sliding = size(window, "sliding");
    Optional<Duration> every = size(window, "every");
    Optional<Duration> session = size(window, "session");
    List<String> kinds =
        List.of("tumbling", "sliding", "session").stream().filter(window::has).toList();
    if (kinds.size() != 1) {
      diagnostics.error(
          kinds.isEmpty() ? "missing-key" : "bad-value",
          rollup.keySpan("window"),
          "a window is exactly one of tumbling, sliding and session",
          HINT);
    }
    if (window.has("sliding") != window.has("every")) {
      diagnostics.error(
          "missing-key",
          window.has("every") ? window.keySpan("every") : window.keySpan("sliding"),
          "'sliding' and 'every' go together",
          "window: {sliding: 10m, every: 1m}");
    }
    window.refuseOthers();
    if (sliding.isPresent() && every.isPresent()) {
      return sliding(window, new WindowKind.Sliding(sliding.get(), every.get()));
    }
    return tumbling
        .<WindowKind>map(WindowKind.Tumbling::new)
        .or(() -> session.map(WindowKind.Session::new));
  }

  private Optional<Duration> size(MappingReader window, String key) {
    return Values.duration(window, key, diagnostics)
        .filter(found -> Values.positive(window, key, found, diagnostics));
  }

  private Optional<WindowKind> sliding(MappingReader window, WindowKind.Sliding found) {
    if (found.every().compareTo(found.size()) > 0) {
      diagnostics.error(
          "out-of-range",
          window.keySpan("every"),
          "'every' is above 'sliding': readings between two windows would be in none",
          "make it at most 'sliding'; for windows without overlap write tumbling");
    } else if (found.overlapping() > MOST_OVERLAPPING) {
      diagnostics.error(
          "out-of-range",
          window.keySpan("every"),
          "each reading would be in "
              + found.overlapping()
              + " windows, of which at most "
              + MOST_OVERLAPPING
              + " may overlap",
          "raise 'every'; for a value at each reading, a rule's avg(field, '10m') is exact");
    } else {
      return Optional.of(found);
    }
    return Optional.empty();
  }
}
