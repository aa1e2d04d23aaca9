package dev.vigil.yaml;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The YAML files of a command line: those that it names, and those in folders that it names. */
public final class YamlFiles {
  private YamlFiles() {}

  /**
   * The files that some paths stand for, each once: a file for itself, a folder for those in it.
   *
   * @param wanted which files of a folder, see {@link #below}
   * @throws NoSuchFileException if a path is not there
   * @throws IOException if a folder cannot be read
   */
  public static List<Path> list(Collection<Path> paths, Predicate<Path> wanted) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(below(path, wanted));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new NoSuchFileException(path.toString());
      }
    }
    return files.stream().distinct().toList();
  }

  /**
   * All wanted {@code *.yaml} and {@code *.yml} in a folder at any depth, sorted, but for hidden
   * ones. Links are followed: a folder that is one must not look empty.
   *
   * @throws IOException if a folder cannot be read, or links go in a circle
   */
  public static List<Path> below(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> below = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return below
          .filter(file -> isYaml(file) && !isHidden(folder.relativize(file)))
          .filter(file -> wanted.test(file) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * A file's text; empty where it is too large or none, which is reported.
   *
   * @throws IOException if it cannot be read
   */
  public static Optional<Source> read(Path file, long mostBytes, Consumer<Diagnostic> errors)
      throws IOException {
    Diagnostics own = new Diagnostics(new Source(file.toString(), ""));
    try {
      if (Files.size(file) <= mostBytes) {
        return Optional.of(new Source(file.toString(), Files.readString(file)));
      }
      own.error("file-size", Span.at(0), "a file of more than " + mostBytes + " bytes");
    } catch (CharacterCodingException e) {
      own.error("encoding", Span.at(0), "not UTF-8", "save the file as UTF-8");
    }
    own.all().forEach(errors);
    return Optional.empty();
  }

  private static boolean isYaml(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static boolean isHidden(Path within) {
    for (Path part : within) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
