package dev.vigil.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Source;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupResults;
import dev.vigil.rule.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of rollups.md. */
class RollupDocsTest {
  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("src/docs/rollups.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  @Test
  void rollupAndRule_areGood() throws IOException {
    String shipped = Files.readString(Path.of("conf/vigil.yaml"));
    assertThat(blocks("yaml")).hasSize(2);
    String conf = shipped.replaceAll("(?m)^rollups:.*\n( .*\n)+", blocks("yaml").get(0));
    Conf.Loaded loaded = Conf.parse(new Source("vigil.yaml", conf));
    assertThat(loaded.diagnostics()).isEmpty();
    assertThat(loaded.conf().orElseThrow().rollups())
        .extracting(RollupSpec::name)
        .containsExactly("air_1m");
    Conf ours = Conf.parse(new Source("vigil.yaml", shipped)).conf().orElseThrow();
    assertThat(
            RuleParser.parse(new Source("rule.yaml", blocks("yaml").get(1)), ours.catalog())
                .diagnostics())
        .isEmpty();
  }

  @Test
  void document_hasTheNamesOfTheRealOne() throws IOException {
    Rollup rollup = RollupResults.rollup("pm25");
    byte[] real =
        RollupJson.write(rollup, RollupResults.result(rollup, Map.of("station", "A"), 1), 5);
    ObjectMapper json = new ObjectMapper();
    assertThat(names(json.readTree(blocks("json").get(0)), ""))
        .isEqualTo(names(json.readTree(real), ""))
        .hasSizeGreaterThan(15);
  }

  private static Set<String> names(JsonNode node, String path) {
    Set<String> names = new TreeSet<>();
    node.properties()
        .forEach(
            field -> {
              names.add(path + field.getKey());
              names.addAll(names(field.getValue(), path + field.getKey() + "."));
            });
    return names;
  }
}
