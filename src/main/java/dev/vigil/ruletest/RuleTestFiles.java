package dev.vigil.ruletest;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tests of some files.
 *
 * @param files those without an error
 * @param diagnostics every finding about test files, their rules, and conf where it is needed
 * @param read how many test files there are, good or not
 * @param sources all files that this depends on
 */
public record RuleTestFiles(
    List<RuleTestFile> files, List<Diagnostic> diagnostics, int read, Set<Path> sources) {
  private static final long MOST_BYTES = 1 << 20;

  public RuleTestFiles {
    files = List.copyOf(files);
    diagnostics = List.copyOf(diagnostics);
    sources = Set.copyOf(sources);
  }

  /**
   * Reads files and folders: of these all {@code *_test.yaml} and {@code *_test.yml} at any depth,
   * sorted, but for hidden ones.
   *
   * @param conf declares the streams of files that declare none
   * @throws IOException if a path is not there or cannot be read
   */
  public static RuleTestFiles read(Collection<Path> paths, Path conf) throws IOException {
    ConfStreams streams = new ConfStreams(conf);
    List<RuleTestFile> files = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Path> all = list(paths);
    Set<Path> sources = new LinkedHashSet<>(all);
    for (Path path : all) {
      Optional<Source> source = source(path, diagnostics);
      if (source.isPresent()) {
        RuleTestReader.Read read = new RuleTestReader(path, source.get(), streams).read();
        diagnostics.addAll(read.diagnostics());
        sources.addAll(read.rules());
        read.file().ifPresent(files::add);
      }
    }
    streams.source().ifPresent(sources::add);
    List<Diagnostic> found = new ArrayList<>(streams.diagnostics());
    found.addAll(diagnostics);
    return new RuleTestFiles(files, found.stream().distinct().toList(), all.size(), sources);
  }

  public long errors() {
    return diagnostics.stream().filter(Diagnostic::isError).count();
  }

  public long warnings() {
    return diagnostics.size() - errors();
  }

  /** The file's text; empty where it cannot be one, which is reported. */
  private static Optional<Source> source(Path path, List<Diagnostic> diagnostics)
      throws IOException {
    Diagnostics own = new Diagnostics(new Source(path.toString(), ""));
    try {
      if (Files.size(path) <= MOST_BYTES) {
        return Optional.of(new Source(path.toString(), Files.readString(path)));
      }
      own.error("file-size", Span.at(0), "a file of more than " + MOST_BYTES + " bytes");
    } catch (CharacterCodingException e) {
      own.error("encoding", Span.at(0), "not UTF-8", "save the file as UTF-8");
    }
    diagnostics.addAll(own.all());
    return Optional.empty();
  }

  private static List<Path> list(Collection<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(below(path));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new NoSuchFileException(path.toString());
      }
    }
    return files.stream().distinct().toList();
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return below.filter(file -> isTest(folder, file)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isTest(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = file.getFileName().toString();
    return (name.endsWith("_test.yaml") || name.endsWith("_test.yml")) && Files.isRegularFile(file);
  }
}
