package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Source;
import dev.vigil.yaml.EditorSchema;
import dev.vigil.yaml.YamlDocument;
import dev.vigil.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of rules says what their parser does. */
class RuleSchemaTest {
  /** A mapping with a key that nobody knows, and where the schema has that mapping. */
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "",
          "rule: a\nwhen: pm25 > 75\nzzz: 1\n",
          "/properties/resolve",
          "rule: a\nwhen: pm25 > 75\nresolve: {when: pm25 < 5, zzz: 1}\n",
          "/properties/absent",
          "rule: a\nabsent: {for: 5m, zzz: 1}\n",
          "/properties/count",
          "rule: a\ncount: {where: pm25 > 75, at_least: 1, of: 2, zzz: 1}\n",
          "/definitions/stage",
          "rule: a\nsequence: [{begin: one, where: pm25 > 75, zzz: 1}]\n",
          "/properties/after_match/anyOf/1",
          "rule: a\nsequence: [{begin: one}]\nafter_match: {skip_to_first: one, zzz: 1}\n");

  @Test
  void keysOfEveryMapping_areThoseOfTheParser() throws IOException {
    EditorSchema schema = EditorSchema.of("rule");
    for (Map.Entry<String, String> mapping : MAPPINGS.entrySet()) {
      List<Diagnostic> found =
          RuleParser.parse(new Source("r.yaml", mapping.getValue()), Streams.ONE).diagnostics();
      Diagnostic unknown =
          found.stream().filter(one -> one.code().equals("unknown-key")).findFirst().orElseThrow();
      String known = unknown.hint().substring("known here: ".length());
      assertThat(schema.keys(mapping.getKey()))
          .as(mapping.getKey())
          .isEqualTo(new TreeSet<>(List.of(known.split(", "))));
      assertThat(schema.problems(mapping.getValue())).as(mapping.getValue()).isNotEmpty();
      String good = mapping.getValue().replace(", zzz: 1", "").replace("zzz: 1\n", "");
      assertThat(schema.problems(good)).as(good).isEmpty();
    }
  }

  @Test
  void everyRuleThatTheParserTakes_isGood() throws IOException {
    EditorSchema schema = EditorSchema.of("rule");
    Set<String> taken = new TreeSet<>();
    for (Path folder : List.of(Path.of("rules"), Path.of("src/test/resources"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
          for (YamlDocument document : YamlReader.split(source(file))) {
            if (!RuleParser.parse(new Source("r", document.text()), Streams.TWO)
                .rules()
                .isEmpty()) {
              taken.add(file + ":" + document.offset());
              assertThat(schema.problems(document.text())).as(document.text()).isEmpty();
            }
          }
        }
      }
    }
    assertThat(taken).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown-key",
        "resolve-unknown-key",
        "absent-unknown-key",
        "stage-unknown-key",
        "absent-without-for",
        "bad-duration",
        "bad-rule-id",
        "bad-stage-name",
        "bad-times",
        "count-missing",
        "count-two-windows",
        "count-without-window",
        "empty-sequence",
        "lone-or",
        "missing-form",
        "missing-rule",
        "misplaced-key",
        "not-a-mapping",
        "resolve-without-when",
        "several-forms",
        "stage-not-a-mapping",
        "stage-two-kinds",
        "stage-without-kind",
        "unknown-after-match",
        "unknown-on-timeout",
        "unknown-severity"
      })
  void wrongRule_isUnderlined(String name) throws IOException {
    Path file = Path.of("src/test/resources/diagnostics", name, "rule.yaml");
    List<YamlDocument> documents = YamlReader.split(source(file));
    long wrong = 0;
    for (YamlDocument document : documents) {
      wrong += EditorSchema.of("rule").problems(document.text()).isEmpty() ? 0 : 1;
    }
    assertThat(wrong).isPositive();
  }

  private static Source source(Path file) throws IOException {
    return new Source(file.toString(), Files.readString(file));
  }
}
