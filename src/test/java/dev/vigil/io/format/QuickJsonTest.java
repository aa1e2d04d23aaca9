package dev.vigil.io.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.FieldType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without a tree is what the tree gives, whatever the document. */
class QuickJsonTest {
  private static final String PLAIN =
      """
      {"station": "A", "ts": "2026-01-01T00:00:00Z", "pm25": -80.5, "count": 17, "ok": true,
       "at": 1767225600000, "place": {"lat": 39.9, "lon": 116.4}, "extra": [1, {"a": "µ"}]}
      """;

  private static Decoding decoding() {
    return DecodingFixture.air()
        .field("count", FieldType.INT)
        .field("ok", FieldType.BOOLEAN)
        .field("at", FieldType.TIMESTAMP)
        .field("place", FieldType.GEO_POINT)
        .nulls("", "NA", "-999")
        .limits(1 << 20, 10, 4)
        .build();
  }

  private final Decoder quick = new Decoder(decoding());
  private final Decoder byTree = new Decoder(decoding(), null);

  @Test
  void plain_document_is_read_without_a_tree() {
    assertThat(isQuick(PLAIN)).isTrue();
    assertSame(PLAIN);
    assertThat(decode(quick, bytes(PLAIN)).get(0)).isInstanceOf(Received.Reading.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":1,\"pm25\":2}",
        "{\"station\":\"A\\u0041\",\"ts\":\"2026-01-01T00:00:00Z\"}",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":1e3}",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":0.1234567890123456}",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":-0}",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":NaN}",
        "{\"station\":17,\"ts\":\"2026-01-01T00:00:00Z\"}",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"x\":[[[[1]]]]}",
        "{\"ts\":\"2026-01-01T00:00:00Z\"}"
      })
  void unusual_document_is_left_to_the_tree(String json) {
    assertThat(isQuick(json)).isFalse();
    assertSame(json);
  }

  @Test
  void fields_below_the_top_are_left_to_the_tree() {
    assertThat(QuickJson.of(DecodingFixture.air().field("x", FieldType.INT, "$.a.b").build()))
        .isEmpty();
    assertThat(QuickJson.of(DecodingFixture.air().field("x", FieldType.INT, "@key").build()))
        .isEmpty();
    assertThat(QuickJson.of(DecodingFixture.air().split("$[*]").build())).isEmpty();
    assertThat(QuickJson.of(DecodingFixture.air().csv("station", "ts").build())).isEmpty();
    assertThat(QuickJson.of(DecodingFixture.air().field("x", FieldType.INT, "$.y").build()))
        .isPresent();
  }

  @Property(tries = 3_000)
  void times_that_are_fields_too_are_what_their_trees_give(@ForAll("likely") String json) {
    Decoding seconds =
        DecodingFixture.air()
            .field("ts", FieldType.TIMESTAMP)
            .time("ts", new TimeFormat.EpochSeconds())
            .nulls("17")
            .build();
    RawRecord record = new RawRecord("air", 0, 7, RawRecord.NO_TIMESTAMP, null, bytes(json));
    assertThat(decode(new Decoder(seconds), record))
        .isEqualTo(decode(new Decoder(seconds, null), record));
  }

  @Property(tries = 3_000)
  void documents_give_what_their_trees_give(@ForAll("documents") String json) {
    assertSame(json);
  }

  @Property(tries = 3_000)
  void likely_documents_give_what_their_trees_give(@ForAll("likely") String json) {
    Statistics.collect(isQuick(json));
    Statistics.coverage(
        coverage -> coverage.check(true).percentage(share -> share > 20 && share < 80));
    assertSame(json);
  }

  @Property(tries = 3_000)
  void broken_documents_give_what_their_trees_give(
      @ForAll @IntRange(min = 0, max = 199) int at, @ForAll byte b, @ForAll boolean longer) {
    byte[] whole = bytes(PLAIN);
    int place = at % whole.length;
    byte[] broken = new byte[longer ? whole.length + 1 : whole.length];
    System.arraycopy(whole, 0, broken, 0, place);
    System.arraycopy(
        whole, place, broken, broken.length - whole.length + place, whole.length - place);
    broken[place] = b;
    assertSame(broken);
  }

  @Property(tries = 3_000)
  void numbers_are_those_of_the_jdk(
      @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long digits,
      @ForAll @IntRange(min = 0, max = 14) int decimals) {
    String text = BigDecimal.valueOf(digits, decimals).toPlainString();
    JsonScanner scanner = new JsonScanner();
    scanner.start(bytes(text));
    if (scanner.number()) {
      assertThat(scanner.decimal()).as(text).isEqualTo(Double.parseDouble(text));
    } else {
      assertThat(text.replaceAll("[-.]", "").length()).isGreaterThan(15);
    }
  }

  @Test
  void texts_are_made_once() {
    TextCache cache = new TextCache();
    byte[] twice = bytes("station station");
    String first = cache.of(twice, 0, 7);
    assertThat(first).isEqualTo("station").isSameAs(cache.of(twice, 8, 15));
    assertThat(cache.of(twice, 0, 6)).isEqualTo("statio");
    assertThat(cache.of(twice, 3, 3)).isEmpty();
  }

  /** There are more of them than places, so that some come to the place of another. */
  @Test
  void textsOfOnePlace_areToldApart() {
    TextCache cache = new TextCache();
    for (int number = 1_000; number < 10_000; number++) {
      String text = "station-" + number;
      assertThat(cache.of(bytes(text), 0, text.length())).isEqualTo(text);
    }
  }

  @Provide
  Arbitrary<String> likely() {
    return Combinators.combine(
            member("station", "\"A\"", "\"A\"", "\"A\"", "\"é\"", "\"\"", "7"),
            member(
                "ts",
                "\"2026-01-01T00:00:00Z\"",
                "\" 2026-01-01T08:00:00.5+08:00\"",
                "17",
                "1767225600.5"),
            member("pm25", "80.5", "-0.0", "1", "-999", "\"NA\"", "null", "0.3000000000000"),
            member("count", "17", "-3", "1.0", "null", "\"\""),
            member("ok", "true", "false", "1", "null"),
            member("at", "1767225600000", "\"2026-01-01T00:00:00Z\"", "\"2026-01-01\""),
            member("place", "{\"lat\":1.5,\"lon\":2}", "[2,1.5]", "{\"lon\":2,\"lat\":90.5}"),
            member("x", "1", "[]", "{\"station\":[true,null]}", "\"é\"", "-1.25", "\"\\n\""))
        .as((a, b, c, d, e, f, g, h) -> List.of(a, b, c, d, e, f, g, h))
        .flatMap(Arbitraries::shuffle)
        .map(
            members ->
                members.stream()
                    .filter(member -> !member.isEmpty())
                    .collect(Collectors.joining(", ", "{", "}")));
  }

  /** A member with one of the values, mostly the first; seldom none. */
  private static Arbitrary<String> member(String name, String... values) {
    return Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.just(values[0])),
            Tuple.of(3, Arbitraries.of(values)),
            Tuple.of(1, Arbitraries.just("")))
        .map(value -> value.isEmpty() ? "" : "\"" + name + "\":" + value);
  }

  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> name =
        Arbitraries.of("station", "ts", "pm25", "count", "ok", "at", "place", "extra", "é", "");
    Arbitrary<String> value =
        Arbitraries.of(
            "\"A\"",
            "\"B \"",
            "\"\"",
            "\"NA\"",
            "\"\\n\"",
            "\"é\"",
            "\"\\ud800\"",
            "\"1.5\"",
            "1",
            "0",
            "-0",
            "-0.0",
            "01",
            "1.",
            ".5",
            "-",
            "1.5",
            "-999",
            "-999.0",
            "\"-999.0\"",
            "9007199254740993",
            "0.1",
            "1e5",
            "1E400",
            "123456789012345678901",
            "0.30000000000000004",
            "null",
            "true",
            "false",
            "NaN",
            "nul",
            "{}",
            "[]",
            "{\"lat\":1,\"lon\":2}",
            "{\"lon\":2.5,\"lat\":-1}",
            "{\"lat\":91,\"lon\":2}",
            "{\"lat\":1}",
            "{\"lat\":null,\"lon\":2}",
            "{\"lat\":1,\"lon\":2,\"alt\":3}",
            "[116.4,39.9]",
            "[1]",
            "[1,2,3]",
            "\"39.9,116.4\"",
            "[[[[1]]]]",
            "[1,]",
            "{\"a\":}",
            "\"2026-01-01T00:00:00Z\"",
            "1767225600000",
            "\"2026-01-01T00:00:00\"",
            "\"1e3\"");
    Arbitrary<String> blank = Arbitraries.of("", "", "", " ", "\n\t", "\u00a0", ",");
    Arbitrary<String> member =
        Combinators.combine(blank, name, value)
            .as((space, key, content) -> space + "\"" + key + "\":" + space + content);
    return Combinators.combine(
            member.list().ofMaxSize(6),
            Arbitraries.of("", "", "", " ", "x", "{}"),
            Arbitraries.of(true, true, false))
        .as(
            (members, rest, good) -> {
              List<String> all = new ArrayList<>(members);
              if (good) {
                all.add("\"station\":\"A\"");
                all.add("\"ts\":\"2026-01-01T00:00:00Z\"");
              }
              return all.stream().collect(Collectors.joining(",", "{", "}")) + rest;
            });
  }

  private static boolean isQuick(String json) {
    return QuickJson.of(decoding()).orElseThrow().read(bytes(json));
  }

  private void assertSame(String json) {
    assertSame(bytes(json));
  }

  private void assertSame(byte[] json) {
    RawRecord record = new RawRecord("air", 0, 7, RawRecord.NO_TIMESTAMP, null, json);
    assertThat(decode(quick, record)).as(record.toString()).isEqualTo(decode(byTree, record));
  }

  private static List<Received> decode(Decoder decoder, byte[] json) {
    return decode(decoder, new RawRecord("air", 0, 7, RawRecord.NO_TIMESTAMP, null, json));
  }

  private static List<Received> decode(Decoder decoder, RawRecord record) {
    List<Received> out = new ArrayList<>();
    decoder.decode(record, DecodingFixture.NOW, out::add);
    return out;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
