package dev.vigil.servers;

import java.util.List;
import java.util.stream.Stream;

/** How long a server's JVM will be used, and so how it compiles. */
public enum JvmUse {
  /** For minutes: it starts at once, and never compiles code to be fast. */
  BRIEF("-XX:TieredStopAtLevel=1"),

  /** For as long as it is measured: as in production. */
  SUSTAINED("-XX:+TieredCompilation");

  private final String option;

  JvmUse(String option) {
    this.option = option;
  }

  /** The JVM's options for it, after those given. */
  List<String> with(String... options) {
    return Stream.concat(Stream.of(options), Stream.of(option)).toList();
  }
}
