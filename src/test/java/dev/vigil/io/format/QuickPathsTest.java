package dev.vigil.io.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What is read quickly is read as the libraries read it. */
class QuickPathsTest {
  @Property
  void times_areThoseOfTheJdk(
      @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long millis,
      @ForAll @IntRange(min = -1_079, max = 1_079) int offset) {
    OffsetDateTime time =
        Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offset * 60));
    String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    if (time.getYear() <= 9999) {
      assertThat(IsoInstant.parse(text)).as(text).isEqualTo(millis);
    }
  }

  @Property
  void textsThatAreNearlyTimes_areNoOtherTimesThanTheJdks(@ForAll("nearlyTimes") String text) {
    long quick = IsoInstant.parse(text);
    if (quick != IsoInstant.NOT_PLAIN) {
      assertThat(quick).isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    }
  }

  @Provide
  Arbitrary<String> nearlyTimes() {
    Arbitrary<Integer> place = Arbitraries.integers().between(0, 28);
    Arbitrary<Character> character =
        Arbitraries.of("0123456789:.+-ZT".chars().mapToObj(c -> (char) c).toList());
    return Arbitraries.of(
            "2026-02-28T23:59:59Z", "2024-02-29T00:00:00.123+08:00", "2026-12-31T00:00:00-05:30")
        .flatMap(
            text ->
                place.flatMap(
                    at ->
                        character.map(
                            c -> {
                              StringBuilder changed = new StringBuilder(text);
                              changed.setCharAt(at % text.length(), c);
                              return changed.toString();
                            })));
  }

  @Property
  void rows_areThoseOfJackson(@ForAll("rows") String row) throws Exception {
    byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
    String[] expected;
    try (var rows =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .build()
            .readerFor(String[].class)
            .with(CsvSchema.emptySchema())
            .<String[]>readValues(bytes)) {
      expected = rows.nextValue();
    }
    List<String> columns = List.of("a", "b", "c");
    CsvReader reader = new CsvReader(columns, ',');
    if (expected.length != columns.size()) {
      assertThat(refusal(reader, bytes))
          .isEqualTo("a row of " + expected.length + " values where there are 3 columns");
      return;
    }
    JsonNode read = reader.read(bytes);
    for (int i = 0; i < expected.length; i++) {
      assertThat(read.path(columns.get(i)).asText("")).as(row).isEqualTo(expected[i]);
    }
  }

  private static String refusal(CsvReader reader, byte[] bytes) {
    try {
      return reader.read(bytes).toString();
    } catch (Refused e) {
      return e.detail();
    }
  }

  @Provide
  Arbitrary<String> rows() {
    Arbitrary<String> cell =
        Arbitraries.oneOf(
            Arbitraries.of(
                "", " ", "x", " x ", "1.5", "NA", "a\tb", "µg", "\"q,\"\"q\"", "#", "\\"),
            Arbitraries.strings().withChars("ab ;'\\#\t").ofMaxLength(5));
    return cell.list().ofMinSize(2).ofMaxSize(4).map(cells -> String.join(",", cells));
  }
}
