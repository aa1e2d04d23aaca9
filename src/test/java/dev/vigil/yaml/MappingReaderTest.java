package dev.vigil.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
  private final Source source =
      new Source(
          "t",
          """
          name: x
          count: 010
          big: 99999999999999999999
          ratio: 1e-2
          huge: .inf
          flag: true
          list: [a, 2]
          empty:
          inner: {deep: 1}
          colour: gren
          coutn: 3
          """);
  private final Diagnostics diagnostics = new Diagnostics(source);
  private final MappingReader reader =
      new MappingReader(YamlReader.readMapping(source, diagnostics).orElseThrow(), diagnostics);

  private List<String> findings() {
    return diagnostics.all().stream()
        .map(d -> d.position() + " " + d.code() + ": " + d.message() + " / " + d.hint())
        .toList();
  }

  @Test
  void values_areReadByType() {
    assertThat(reader.text("name")).hasValue("x");
    assertThat(reader.integer("count", 0, 100)).hasValue(10);
    assertThat(reader.number("ratio")).hasValue(0.01);
    assertThat(reader.bool("flag")).hasValue(true);
    assertThat(reader.scalars("list")).extracting(YamlScalar::text).containsExactly("a", "2");
    assertThat(reader.scalars("name")).extracting(YamlScalar::text).containsExactly("x");
    assertThat(reader.child("inner").orElseThrow().integer("deep", 0, 9)).hasValue(1);
    assertThat(reader.text("absent")).isEmpty();
    assertThat(reader.scalars("absent")).isEmpty();
    assertThat(findings()).isEmpty();
  }

  @Test
  void wrongTypes_areReportedOnce_eachAtItsValue() {
    assertThat(reader.text("empty")).isEmpty();
    assertThat(reader.bool("name")).isEmpty();
    assertThat(reader.number("huge")).isEmpty();
    assertThat(reader.integer("big", 0, 5)).isEmpty();
    assertThat(reader.child("list")).isEmpty();
    assertThat(reader.sequence("inner")).isEmpty();
    assertThat(findings())
        .containsExactly(
            "1:7 wrong-type: 'name' takes true or false, found text / null",
            "3:6 out-of-range: 'big' must be a number from 0 to 5 / null",
            "5:7 wrong-type: 'huge' takes a number, found a number / null",
            "7:7 wrong-type: 'list' takes keys and values, found a list / null",
            "8:7 wrong-type: 'empty' takes a single value, found nothing / null",
            "9:8 wrong-type: 'inner' takes a list, found a mapping / null");
  }

  @Test
  void choice_outsideTheWords_isReportedWithTheNearest() {
    assertThat(reader.choice("colour", new java.util.TreeMap<>(Map.of("green", 1, "red", 2))))
        .isEmpty();
    assertThat(findings())
        .containsExactly(
            "10:9 unknown-value: 'colour' is one of green, red, not 'gren' / did you mean green?");
  }

  @Test
  void missingKey_isReportedAtTheMappingsStart() {
    reader.require("rule", "add one");
    assertThat(findings()).containsExactly("1:1 missing-key: 'rule' is missing / add one");
  }

  @Test
  void unknownKeys_areThoseNobodyAskedFor() {
    for (String key :
        List.of("name", "count", "big", "ratio", "huge", "flag", "list", "empty", "inner")) {
      assertThat(reader.has(key)).isTrue();
    }
    assertThat(reader.has("colour")).isTrue();
    reader.refuseOthers();
    assertThat(findings())
        .containsExactly("11:1 unknown-key: unknown key 'coutn' / did you mean count?");
  }
}
