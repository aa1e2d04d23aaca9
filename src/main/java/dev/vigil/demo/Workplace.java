package dev.vigil.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a demo's servers keep their files: a directory named after this process. */
public final class Workplace {
  private static final long OWN = ProcessHandle.current().pid();

  /** A process's number, and what follows it where a demo is removing what another left. */
  private static final Pattern OWNER = Pattern.compile("([0-9]{1,18})(-.*)?");

  private Workplace() {}

  /** Makes the directory, and removes what demos left behind whose processes have ended. */
  public static Path open(Path parent) throws IOException {
    Files.createDirectories(parent);
    for (Path left : list(parent)) {
      if (isAbandoned(left.getFileName().toString())) {
        claim(left).ifPresent(Workplace::remove);
      }
    }
    return Files.createDirectories(parent.resolve(Long.toString(OWN)));
  }

  private static boolean isAbandoned(String name) {
    Matcher found = OWNER.matcher(name);
    if (!found.matches()) {
      return false;
    }
    long pid = Long.parseLong(found.group(1));
    return pid == OWN || ProcessHandle.of(pid).isEmpty();
  }

  /** Takes a directory for this process; empty if another demo was faster. */
  private static Optional<Path> claim(Path left) throws IOException {
    Path mine = left.resolveSibling(OWN + "-" + UUID.randomUUID());
    try {
      return Optional.of(Files.move(left, mine));
    } catch (NoSuchFileException taken) {
      return Optional.empty();
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove what a demo left in " + directory, e);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
