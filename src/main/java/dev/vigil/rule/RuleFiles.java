package dev.vigil.rule;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import dev.vigil.yaml.YamlFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of some files, checked together: an id stands for one rule among them all.
 *
 * @param rules the good ones, in the order of files and lines
 * @param diagnostics every finding, file by file
 * @param files how many files were read
 */
public record RuleFiles(List<Rule> rules, List<Diagnostic> diagnostics, int files) {
  private static final long MAX_BYTES = 16L << 20;

  public RuleFiles {
    rules = List.copyOf(rules);
    diagnostics = List.copyOf(diagnostics);
  }

  public long errors() {
    return diagnostics.stream().filter(Diagnostic::isError).count();
  }

  public long warnings() {
    return diagnostics.size() - errors();
  }

  /**
   * Reads files and folders: of these all {@code *.yaml} and {@code *.yml} at any depth, sorted,
   * but for hidden ones. Tests ({@code *_test.yaml}) are left out, also where they are named.
   *
   * @throws IOException if a path is not there or cannot be read
   */
  public static RuleFiles read(Collection<Path> paths, Catalog catalog) throws IOException {
    return read(paths, catalog, catalog.lints());
  }

  /**
   * Reads them as {@link #read}, without a warning where a file is called unlike its rule.
   *
   * @throws IOException if a path is not there or cannot be read
   */
  public static RuleFiles readAnyName(Collection<Path> paths, Catalog catalog) throws IOException {
    return read(paths, catalog, false);
  }

  private static RuleFiles read(Collection<Path> paths, Catalog catalog, boolean lintNames)
      throws IOException {
    List<Rule> rules = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Path> files = list(paths, diagnostics);
    Map<String, String> places = new HashMap<>();
    for (Path file : files) {
      Optional<Source> text = YamlFiles.read(file, MAX_BYTES, diagnostics::add);
      if (text.isEmpty()) {
        continue;
      }
      Source source = text.get();
      Parsed parsed = RuleParser.parse(source, catalog);
      diagnostics.addAll(parsed.diagnostics());
      Diagnostics own = new Diagnostics(source);
      if (parsed.documents() == 0) {
        own.warning("no-rules", Span.at(0), "a file without a rule", "remove it, or add one");
      }
      if (lintNames && parsed.documents() == 1) {
        parsed.found().forEach(found -> lintName(file, found, own));
      }
      for (Parsed.Found found : parsed.found()) {
        String place = file + ":" + source.position(found.id().start()).line();
        String first = places.putIfAbsent(found.rule().id(), place);
        if (first == null) {
          rules.add(found.rule());
        } else {
          own.error(
              "duplicate-rule",
              found.id(),
              "the rule at " + first + " is already called '" + found.rule().id() + "'",
              "give it an id of its own");
        }
      }
      diagnostics.addAll(own.all());
    }
    return new RuleFiles(rules, diagnostics, files.size());
  }

  /** Warns of folders without a rule file, and of tests that are named without any. */
  private static List<Path> list(Collection<Path> paths, List<Diagnostic> diagnostics)
      throws IOException {
    List<Path> files = list(paths);
    for (Path path : paths) {
      Diagnostics own = new Diagnostics(new Source(path.toString(), ""));
      if (!Files.isDirectory(path)) {
        if (files.isEmpty()) {
          own.warning("no-rules", Span.at(0), "tests, and no rule", "name the rules' files too");
        }
      } else if (files.isEmpty() || YamlFiles.below(path, RuleFiles::isRules).isEmpty()) {
        own.warning(
            "no-rules", Span.at(0), "a folder without a rule file", "rules are in *.yaml files");
      }
      diagnostics.addAll(own.all());
    }
    return files;
  }

  private static void lintName(Path file, Parsed.Found found, Diagnostics own) {
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    if (!name.equals(found.rule().id())) {
      own.warning(
          "id-unlike-file",
          found.id(),
          "the rule '" + found.rule().id() + "' is in a file called " + file.getFileName(),
          "call the file " + found.rule().id() + ".yaml, or the rule " + name);
    }
  }

  /**
   * The rule files that some paths stand for, each once. A shell's {@code rules/*.yaml} names tests
   * too.
   *
   * @throws IOException if a path is not there or cannot be read
   */
  public static List<Path> list(Collection<Path> paths) throws IOException {
    return YamlFiles.list(paths, RuleFiles::isRules).stream().filter(RuleFiles::isRules).toList();
  }

  private static boolean isRules(Path file) {
    return !isTest(file);
  }

  /** Whether a file is called as tests of rules are. */
  public static boolean isTest(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith("_test.yaml") || name.endsWith("_test.yml");
  }
}
