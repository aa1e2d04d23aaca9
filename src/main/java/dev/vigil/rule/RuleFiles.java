package dev.vigil.rule;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
      Source source = new Source(file.toString(), text(file, diagnostics));
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
      } else if (files.isEmpty() || below(path).isEmpty()) {
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

  /** The rule files that some paths stand for, each once. */
  public static List<Path> list(Collection<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(below(path));
      } else if (Files.exists(path)) {
        files.addAll(
            isTest(path) ? List.of() : List.of(path)); // a shell's rules/*.yaml has them too
      } else {
        throw new NoSuchFileException(path.toString());
      }
    }
    return files.stream().distinct().toList();
  }

  /** Links are followed: a folder that is one must not look empty. */
  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return below.filter(file -> isRuleFile(folder, file)).sorted().toList();
    } catch (UncheckedIOException e) {
      // A folder that cannot be read, or links in a circle.
      throw e.getCause();
    }
  }

  private static boolean isRuleFile(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = file.getFileName().toString();
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    return yaml && !isTest(file) && Files.isRegularFile(file);
  }

  private static boolean isTest(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith("_test.yaml") || name.endsWith("_test.yml");
  }

  /** The file's text; one that cannot be a text is reported and read as empty. */
  private static String text(Path file, List<Diagnostic> diagnostics) throws IOException {
    Diagnostics own = new Diagnostics(new Source(file.toString(), ""));
    String text = "";
    if (Files.size(file) > MAX_BYTES) {
      own.error("file-size", Span.at(0), "a file of more than " + MAX_BYTES + " bytes");
    } else {
      try {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException e) {
        own.error("encoding", Span.at(0), "not UTF-8", "save the file as UTF-8");
      }
    }
    diagnostics.addAll(own.all());
    return text;
  }
}
