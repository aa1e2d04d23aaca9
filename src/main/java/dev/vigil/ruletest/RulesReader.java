package dev.vigil.ruletest;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleFiles;
import dev.vigil.rule.RuleParser;
import dev.vigil.yaml.FlowText;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlScalar;
import dev.vigil.yaml.YamlSequence;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code rules} of a test file: names of files beside it, and rules themselves. */
final class RulesReader {
  private final Path folder;
  private final Catalog catalog;
  private final Diagnostics diagnostics;
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final List<Path> files = new ArrayList<>();
  private final List<Diagnostic> elsewhere = new ArrayList<>();
  private boolean allKnown = true;

  /**
   * A reader.
   *
   * @param folder where the names of files start from
   */
  RulesReader(Path folder, Catalog catalog, Diagnostics diagnostics) {
    this.folder = folder;
    this.catalog = catalog;
    this.diagnostics = diagnostics;
  }

  TestedRules read(MappingReader file) throws IOException {
    file.require("rules", "rules: [pm25.yaml], files beside this one, or rules themselves");
    Optional<YamlNode> written = file.node("rules");
    if (written.isPresent()) {
      List<YamlNode> items =
          written.get() instanceof YamlSequence list ? list.items() : List.of(written.get());
      for (YamlNode item : items) {
        read(item);
      }
    }
    return new TestedRules(List.copyOf(rules.values()), files, elsewhere, allKnown);
  }

  private void read(YamlNode item) throws IOException {
    if (item instanceof YamlMapping mapping) {
      inline(mapping);
    } else if (item instanceof YamlScalar name && !name.isNull()) {
      file(name);
    } else {
      allKnown = false;
      diagnostics.error(
          "wrong-type",
          item.span(),
          "'rules' takes names of files and rules, found " + item.kindInWords());
    }
  }

  private void file(YamlScalar name) throws IOException {
    try {
      Path path = folder.resolve(name.text()).normalize();
      files.add(path);
      RuleFiles found = RuleFiles.readAnyName(List.of(path), catalog);
      elsewhere.addAll(found.diagnostics());
      allKnown &= found.errors() == 0;
      found.rules().forEach(rule -> add(rule, name.span()));
    } catch (NoSuchFileException | InvalidPathException e) {
      allKnown = false;
      diagnostics.error(
          "no-such-file",
          name.span(),
          "there is no file '" + name.text() + "'",
          "names of files start from the folder of the test");
    }
  }

  private void inline(YamlMapping mapping) {
    Parsed parsed = RuleParser.parse(mapping, FlowText.of(mapping), diagnostics.source(), catalog);
    parsed.diagnostics().forEach(diagnostics::add);
    allKnown &= !parsed.hasErrors();
    parsed.found().forEach(found -> add(found.rule(), found.id()));
  }

  private void add(Rule rule, Span place) {
    if (rules.putIfAbsent(rule.id(), rule) != null) {
      diagnostics.error(
          "duplicate-rule",
          place,
          "a rule above is already called '" + rule.id() + "'",
          "remove one of the two");
    }
  }
}
