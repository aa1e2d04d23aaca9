package dev.vigil.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import dev.vigil.explain.DotDiagram;
import dev.vigil.explain.Explanation;
import dev.vigil.explain.SvgDiagram;
import dev.vigil.yaml.YamlDocument;
import dev.vigil.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules whose YAML is well and whose values, keys and places are not, and files of mutated bytes:
 * nothing but findings comes of them, and what is taken can be explained. Goes on for as long as
 * {@code -Dvigil.fuzz=60s} says.
 */
class MutatedNodesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final long WEEK = 7 * 86_400_000L;
  private static final int TRIES = 500;

  private static final List<String> SCALARS =
      List.of(
          "",
          "~",
          "true",
          "0",
          "-1",
          "1e400",
          "9223372036854775808",
          "0x7fffffffffffffff",
          ".nan",
          "10m",
          "0s",
          "99999w",
          "1h1h",
          "2+",
          "5..2",
          "0+",
          "1001",
          "pm25",
          "pm25 > 75",
          "`pm25` > 75",
          "`for` > `",
          "avg(`wind speed`, '1h') > spike.`a b`",
          "{{ `pm25` }}",
          "station",
          "station.matches('(a*)*b')",
          "pm25 > max(spike.pm25)",
          "count(spike) > 2",
          "rise.pm25",
          "[1, 2].exists(x, x > pm25)",
          "avg(pm25, '10y')",
          "prev(pm25, 100000)",
          "{{",
          "{{ pm25 }}",
          "off",
          "skip_to_first",
          "air",
          "weather",
          "\ud83d\ude00",
          "\u0000",
          "a: b",
          "*a",
          "&a x");

  private static final List<String> KEYS =
      List.of(
          "rule",
          "from",
          "by",
          "let",
          "when",
          "for",
          "max_gap",
          "sequence",
          "within",
          "count",
          "absent",
          "resolve",
          "after_match",
          "on_timeout",
          "begin",
          "next",
          "followed_by_any",
          "not_next",
          "not_followed_by",
          "where",
          "or",
          "until",
          "times",
          "optional",
          "greedy",
          "consecutive",
          "allow_combinations",
          "at_least",
          "of",
          "labels",
          "annotations",
          "mode");

  @TempDir Path folder;

  @Test
  void mutatedNodes_areRefusedOrCanBeExplained() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    List<String> texts = texts();
    for (String text : texts) {
      rules.add(YAML.readTree(text));
    }
    Duration during = Duration.parse("PT" + System.getProperty("vigil.fuzz", "0s"));
    long seed = during.isZero() ? 1 : System.nanoTime();
    long end = System.nanoTime() + during.toNanos();
    int refused = 0;
    int taken = 0;
    for (int i = 0; i < TRIES || System.nanoTime() < end; i++) {
      Random random = new Random(seed + i);
      JsonNode mutated = rules.get(random.nextInt(rules.size())).deepCopy();
      for (int n = random.nextInt(3); n >= 0; n--) {
        mutated = mutated(mutated, rules, random);
      }
      String text = YAML.writeValueAsString(mutated);
      Parsed parsed = parse(text, seed + i);
      refused += parsed.hasErrors() ? 1 : 0;
      taken += parsed.rules().size();
      for (Rule rule : parsed.rules()) {
        assertThat(Explanation.of(rule, WEEK, 1_000)).as("seed %d", seed + i).contains("Pattern\n");
        assertThat(DotDiagram.of(rule)).as("seed %d", seed + i).startsWith("digraph");
        assertThat(SvgDiagram.of(rule)).as("seed %d", seed + i).endsWith("</svg>\n");
      }
      if (i % 20 == 0) {
        readBytes(texts.get(random.nextInt(texts.size())), random);
      }
    }
    if (!during.isZero()) {
      System.out.println("mutated rules: " + refused + " refused, " + taken + " taken");
    }
    assertThat(refused).isGreaterThan(TRIES / 4);
    assertThat(taken).isGreaterThan(TRIES / 50);
  }

  private static Parsed parse(String text, long seed) {
    try {
      Parsed parsed = RuleParser.parse(new Source("r.yaml", text), Streams.TWO.withLints(WEEK));
      assertThat(DiagnosticRenderer.render(parsed.diagnostics()).isEmpty())
          .isEqualTo(parsed.diagnostics().isEmpty());
      return parsed;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed " + seed + ":\n" + text, e);
    }
  }

  private void readBytes(String text, Random random) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    for (int n = random.nextInt(4); n >= 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    Path file = Files.write(folder.resolve("r.yaml"), bytes);
    RuleFiles read = RuleFiles.read(List.of(file), Streams.TWO);
    assertThat(read.rules().size() + read.errors() + read.warnings()).isPositive();
  }

  /** The tree with one of its nodes another. */
  private static JsonNode mutated(JsonNode node, List<JsonNode> others, Random random) {
    if (node.isObject() && node.size() > 0 && random.nextInt(8) > 0) {
      ObjectNode object = (ObjectNode) node;
      List<String> keys = new ArrayList<>();
      object.fieldNames().forEachRemaining(keys::add);
      String key = keys.get(random.nextInt(keys.size()));
      JsonNode value = object.get(key);
      switch (random.nextInt(6)) {
        case 0 -> object.remove(key);
        case 1 -> object.set(KEYS.get(random.nextInt(KEYS.size())), value);
        default -> object.set(key, mutated(value, others, random));
      }
      return object;
    }
    if (node.isArray() && node.size() > 0 && random.nextInt(8) > 0) {
      ArrayNode array = (ArrayNode) node;
      int at = random.nextInt(array.size());
      switch (random.nextInt(5)) {
        case 0 -> array.remove(at);
        case 1 -> array.insert(at, array.get(random.nextInt(array.size())).deepCopy());
        default -> array.set(at, mutated(array.get(at), others, random));
      }
      return array;
    }
    JsonNodeFactory made = JsonNodeFactory.instance;
    return switch (random.nextInt(8)) {
      case 0 -> made.arrayNode().add(node);
      case 1 -> made.objectNode().set(KEYS.get(random.nextInt(KEYS.size())), node);
      case 2 -> made.numberNode(random.nextLong());
      case 3 -> made.nullNode();
      case 4 -> others.get(random.nextInt(others.size())).deepCopy();
      default -> made.textNode(SCALARS.get(random.nextInt(SCALARS.size())));
    };
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    List<Path> files = new ArrayList<>(RuleFiles.list(List.of(Path.of("rules"))));
    files.add(Path.of("src/test/resources/explain/forms.yaml"));
    for (Path file : files) {
      YamlReader.split(new Source(file.toString(), Files.readString(file))).stream()
          .map(YamlDocument::text)
          .forEach(texts::add);
    }
    assertThat(texts).hasSizeGreaterThan(15);
    return texts;
  }
}
