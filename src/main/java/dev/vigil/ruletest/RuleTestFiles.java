package dev.vigil.ruletest;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.RuleFiles;
import dev.vigil.yaml.YamlFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    List<Path> all = YamlFiles.list(paths, RuleFiles::isTest);
    Set<Path> sources = new LinkedHashSet<>(all);
    for (Path path : all) {
      Optional<Source> source = YamlFiles.read(path, MOST_BYTES, diagnostics::add);
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
}
