package dev.vigil.ruletest;

import dev.vigil.conf.DeclaredStreams;
import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import dev.vigil.event.Schema;
import dev.vigil.io.format.Decoding;
import dev.vigil.match.MatchOptions;
import dev.vigil.rollup.Rollup;
import dev.vigil.rule.Catalog;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlReader;
import dev.vigil.yaml.YamlScalar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one test file, and says all that is wrong with it and its rules. */
final class RuleTestReader {
  private static final long MOST = 1_000_000_000;

  /** They are held in memory. */
  private static final int MOST_READINGS = 250_000;

  private final Path path;
  private final Source source;
  private final ConfStreams conf;
  private final Diagnostics diagnostics;

  /**
   * What a file holds, or all that is wrong with it.
   *
   * @param rules the files that its rules are in
   */
  record Read(Optional<RuleTestFile> file, List<Path> rules, List<Diagnostic> diagnostics) {}

  RuleTestReader(Path path, Source source, ConfStreams conf) {
    this.path = path;
    this.source = source;
    this.conf = conf;
    diagnostics = new Diagnostics(source);
  }

  /**
   * Reads it.
   *
   * @throws IOException if conf or a file of rules cannot be read
   */
  Read read() throws IOException {
    Optional<YamlMapping> root = YamlReader.readMapping(source, diagnostics);
    if (root.isEmpty()) {
      return new Read(Optional.empty(), List.of(), diagnostics.all());
    }
    MappingReader file = new MappingReader(root.get(), diagnostics);
    List<Decoding> streams = streams(file);
    List<Rollup> rollups = rollups(file, streams);
    MatchOptions limits = file.has("streams") ? MatchOptions.DEFAULT : conf.limits();
    Catalog catalog = RuleTestFile.catalog(streams, rollups).withLints(limits.keyTtl());
    if (streams.isEmpty()) {
      return new Read(Optional.empty(), List.of(), diagnostics.all()); // what would follow is noise
    }
    Path folder = path.getParent();
    TestedRules rules =
        new RulesReader(folder == null ? Path.of("") : folder, catalog, diagnostics).read(file);
    if (file.has("rules") && rules.rules().isEmpty() && rules.areAllKnown()) {
      diagnostics.error("no-rules", file.keySpan("rules"), "there is no rule to test", "name one");
    }
    List<RuleTest> tests = tests(file, rules, catalog);
    file.refuseOthers();
    List<Diagnostic> all = new ArrayList<>(rules.elsewhere());
    all.addAll(diagnostics.all());
    boolean good = all.stream().noneMatch(Diagnostic::isError);
    return new Read(
        good
            ? Optional.of(new RuleTestFile(path, streams, rollups, limits, rules.rules(), tests))
            : Optional.empty(),
        rules.files(),
        all);
  }

  private List<Decoding> streams(MappingReader file) throws IOException {
    if (!file.has("streams")) {
      return conf.read();
    }
    Optional<MappingReader> written = file.child("streams");
    if (written.isPresent() && written.get().mapping().entries().isEmpty()) {
      diagnostics.error(
          "no-stream", file.keySpan("streams"), "there is no stream to read", "declare one");
    }
    return written.isEmpty() ? List.of() : DeclaredStreams.read(written.get(), diagnostics);
  }

  /** The file's own rollups; those of conf where it has neither streams nor rollups of its own. */
  private List<Rollup> rollups(MappingReader file, List<Decoding> streams) throws IOException {
    if (!file.has("rollups")) {
      return file.has("streams") ? List.of() : conf.rollups();
    }
    List<Schema> schemas = streams.stream().map(Decoding::schema).toList();
    return file.child("rollups")
        .map(written -> DeclaredStreams.rollups(written, schemas, diagnostics))
        .orElse(List.of());
  }

  private List<RuleTest> tests(MappingReader file, TestedRules rules, Catalog catalog) {
    file.require("tests", "tests: [{name: …, series: […], expect: […]}]");
    List<RuleTest> tests = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Optional<List<YamlNode>> items = file.sequence("tests").map(list -> list.items());
    if (items.isPresent() && items.get().isEmpty()) {
      diagnostics.error("no-tests", file.keySpan("tests"), "a file without a test", "add one");
    }
    long readings = 0;
    for (YamlNode item : items.orElse(List.of())) {
      Optional<RuleTest> made =
          YamlReader.mapping(item, diagnostics)
              .flatMap(found -> test(new MappingReader(found, diagnostics), rules, catalog, names));
      made.ifPresent(tests::add);
      readings += made.map(RuleTest::readings).orElse(0L);
      if (readings > MOST_READINGS) {
        diagnostics.error(
            "too-many",
            Span.at(item.span().start()),
            "up to here the tests of the file send more than " + MOST_READINGS + " readings",
            "make series shorter, or two files of it");
        return tests;
      }
    }
    return tests;
  }

  private Optional<RuleTest> test(
      MappingReader test, TestedRules rules, Catalog catalog, Set<String> names) {
    test.require("name", "name: what the rule does here, in a few words");
    Optional<YamlScalar> name = test.scalar("name");
    if (name.isPresent() && !names.add(name.get().text())) {
      diagnostics.error(
          "duplicate-test",
          name.get().span(),
          "a test above has the same name",
          "say what is different here");
    }
    StreamFields streams = new StreamFields(catalog, rules.rules(), diagnostics);
    List<Step> steps = new StepReader(test, streams, diagnostics).read();
    List<ExpectedAlert> expected = new ArrayList<>();
    for (YamlNode item : test.sequence("expect").map(list -> list.items()).orElse(List.of())) {
      YamlReader.mapping(item, diagnostics)
          .flatMap(
              found ->
                  new ExpectReader(new MappingReader(found, diagnostics), rules, diagnostics)
                      .read())
          .ifPresent(expected::add);
    }
    long late = test.integer("expect_late", 0, MOST).orElse(0);
    long dead = test.integer("expect_dead_letters", 0, MOST).orElse(0);
    test.refuseOthers();
    int line = source.position(test.start().start()).line();
    return name.map(text -> new RuleTest(text.text(), line, steps, expected, late, dead));
  }
}
