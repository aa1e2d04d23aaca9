package dev.vigil.io.format;

import static dev.vigil.io.format.DecodingFixture.air;
import static dev.vigil.io.format.DecodingFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
  private static final String GOOD =
      "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":80.5}";

  @Test
  void reading_ofPlainJson_hasFieldsTimeOriginAndArrival() {
    Event event = air().event(GOOD);
    assertThat(value(event, "station")).isEqualTo("A");
    assertThat(value(event, "pm25")).isEqualTo(80.5);
    assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
    assertThat(event.origin()).isEqualTo("air-readings-3@1234");
    assertThat(event.arrival()).isEqualTo(DecodingFixture.NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "not json                                                     | MALFORMED  | not JSON at byte",
        "{\"station\":\"A\"                                           | MALFORMED  | not JSON",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\"} x        | MALFORMED  | not JSON",
        "{\"station\":\"A\",\"pm25\":1}                               | NO_TIME    | no time at ts",
        "{\"station\":\"A\",\"ts\":null}                              | NO_TIME    | no time at ts",
        "{\"station\":\"A\",\"ts\":\"yesterday\"}                     | NO_TIME    | 'yesterday'",
        "{\"station\":\"A\",\"ts\":\"2026-02-30T00:00:00Z\"}          | NO_TIME    | not a time",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00\"}           | NO_TIME    | without zone",
        "{\"station\":\"A\",\"ts\":\"1970-01-01T00:00:00Z\"}          | NO_TIME    | 1970",
        "{\"station\":\"A\",\"ts\":{}}                                | NO_TIME    | no text",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":1}                 | NO_KEY     | station",
        "{\"station\":\"\",\"ts\":\"2026-01-01T00:00:00Z\"}           | NO_KEY     | station",
        "{\"station\":null,\"ts\":\"2026-01-01T00:00:00Z\"}           | NO_KEY     | station",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":\"off\"} | WRONG_TYPE | 'off'",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":[1]}     | WRONG_TYPE | pm25",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":true}    | WRONG_TYPE | pm25",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":\"0x1p3\"} | WRONG_TYPE | pm25",
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":1e999}   | WRONG_TYPE | pm25",
        "{\"station\":{},\"ts\":\"2026-01-01T00:00:00Z\"}             | WRONG_TYPE | station",
        "[1]                                                          | WRONG_TYPE | split",
        "42                                                           | WRONG_TYPE | no fields",
        "{\"station\":\"A\",\"ts\":\"2999-01-01T00:00:00Z\"}          | FUTURE     | ahead",
      })
  void record_thatIsNoReading_isDeadLetterWithReason(String json, Reason reason, String detail) {
    DeadLetter letter = air().letter(json);
    assertThat(letter.reason()).isEqualTo(reason);
    assertThat(letter.detail()).contains(detail);
    assertThat(letter.record().value()).asString().isEqualTo(json);
    assertThat(letter.origin()).isEqualTo("air-readings-3@1234");
  }

  @Test
  void record_withoutBytes_isEmpty() {
    assertThat(air().letter((byte[]) null).reason()).isEqualTo(Reason.EMPTY);
    assertThat(air().letter("").reason()).isEqualTo(Reason.EMPTY);
    assertThat(air().letter(" \n").reason()).isEqualTo(Reason.EMPTY);
    assertThat(air().split("$[*]").letter("[]").reason()).isEqualTo(Reason.EMPTY);
  }

  @Test
  void record_overALimit_isTooLarge() {
    String padded = GOOD + " ".repeat(100);
    assertThat(air().limits(100, 10, 64).letter(padded).reason()).isEqualTo(Reason.TOO_LARGE);
    String deep = "[".repeat(70) + "]".repeat(70);
    assertThat(air().letter(deep).reason()).isEqualTo(Reason.TOO_LARGE);
    DeadLetter many = air().split("$[*]").limits(1000, 2, 64).letter("[{},{},{}]");
    assertThat(many.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(many.detail()).isEqualTo("3 readings in one record; at most 2");
  }

  @Test
  void record_asLargeAsTheLimit_isRead() {
    assertThat(air().limits(GOOD.length(), 1, 1).event(GOOD)).isNotNull();
    assertThat(air().split("$[*]").limits(1000, 2, 64).decode("[" + GOOD + "," + GOOD + "]"))
        .hasSize(2)
        .hasOnlyElementsOfType(Received.Reading.class);
  }

  @Test
  void split_withOneBadPart_keepsTheOthersAndEachHasAnOriginOfItsOwn() {
    List<Received> all =
        air().split("$.readings[*]").decode("{\"readings\":[" + GOOD + ",{}," + GOOD + "]}");
    assertThat(all).hasSize(3);
    assertThat(((Received.Reading) all.get(0)).event().origin()).isEqualTo("air-readings-3@1234");
    assertThat(((Received.Reading) all.get(2)).event().origin()).isEqualTo("air-readings-3#2@1234");
    DeadLetter bad = ((Received.Rejected) all.get(1)).letter();
    assertThat(bad.reason()).isEqualTo(Reason.NO_TIME);
    assertThat(bad.record().value()).asString().isEqualTo("{}");
    assertThat(bad.origin()).isEqualTo("air-readings-3#1@1234");
  }

  @Test
  void split_ofARecordWithoutTheList_isOneDeadLetter() {
    assertThat(air().split("$.readings[*]").letter(GOOD).reason()).isEqualTo(Reason.EMPTY);
    assertThat(air().split("$.readings").letter(GOOD).reason()).isEqualTo(Reason.WRONG_TYPE);
  }

  /** What a row lacks, or has too many of, might be any of its columns. */
  @ParameterizedTest
  @ValueSource(strings = {"'A','2026-01-01T00:00:00Z'", "'A','2026-01-01T00:00:00Z',1,2"})
  void split_rowOfMoreOrFewerValuesThanNames_isDeadLetter(String row) {
    String record = "{'names':['station','ts','pm25'],'rows':[[" + row + "]]}";
    DeadLetter letter = air().split("zip($.names, $.rows[*])").letter(record.replace('\'', '"'));
    assertThat(letter.reason()).isEqualTo(Reason.WRONG_TYPE);
  }

  @ParameterizedTest
  @CsvSource({
    "1767225600, 1767225600000",
    "1767225600.25, 1767225600250",
    "'\"1767225600\"', 1767225600000",
    "1.7672256E9, 1767225600000"
  })
  void epochSeconds_withFractionOrAsText_areMillis(String json, long millis) {
    DecodingFixture fixture = air().time("t", new TimeFormat.EpochSeconds());
    assertThat(fixture.event("{\"station\":\"A\",\"t\":" + json + "}").timestamp())
        .isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00.5Z, 1767225600500",
    "2026-01-01T00:00:00.123456Z, 1767225600123",
    "2026-01-01T08:00:00+08:00, 1767225600000",
    "2024-02-29T00:00:00Z, 1709164800000",
    "2026-01-01T08:00+08:00, 1767225600000"
  })
  void iso8601_inItsUsualShapes_isRead(String text, long millis) {
    assertThat(air().event("{\"station\":\"A\",\"ts\":\"" + text + "\"}").timestamp())
        .isEqualTo(millis);
  }

  @Test
  void localTimes_areReadInTheZoneOfConf() {
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    DecodingFixture iso = air().time("ts", new TimeFormat.Iso8601(zone));
    DecodingFixture pattern = air().time("ts", new TimeFormat.Pattern("yyyy/MM/dd HH:mm:ss", zone));
    assertThat(iso.event("{\"station\":\"A\",\"ts\":\"2026-01-01T08:00:00\"}").timestamp())
        .isEqualTo(1767225600000L);
    assertThat(pattern.event("{\"station\":\"A\",\"ts\":\"2026/01/01 08:00:00\"}").timestamp())
        .isEqualTo(1767225600000L);
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd HH:mm, 2026-02-30 10:00",
    "yyyy-MM-dd HH:mm, 2026-02-29 10:00",
    "yyyy-MM-dd HH:mm, 2026-04-31 10:00",
    "yyyy-MM-dd HH:mm, 2026-02-30 24:00",
    "yy-M-d HH:mm, 26-2-30 10:00",
    "yyyy-MM-dd G HH:mm, 2026-02-30 AD 10:00",
    "yyyy-MM-dd HH:mm, 2026-01-32 10:00",
    "yyyy-MM-dd'T'HH:mmX, 2026-06-31T10:00Z"
  })
  void dayThatItsMonthDoesNotHave_isNoTime(String pattern, String text) {
    DecodingFixture fixture = air().time("ts", new TimeFormat.Pattern(pattern, ZoneOffset.UTC));
    DeadLetter letter = fixture.letter("{\"station\":\"A\",\"ts\":\"" + text + "\"}");
    assertThat(letter.reason()).isEqualTo(Reason.NO_TIME);
    assertThat(letter.detail()).contains("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd HH:mm, 2028-02-29 10:00, 2028-02-29T10:00:00Z",
    "yyyy-MM-dd HH:mm, 2026-02-28 24:00, 2026-03-01T00:00:00Z",
    "yyyy-MM-dd kk:mm, 2026-02-28 24:30, 2026-02-28T00:30:00Z",
    "yy-M-d HH:mm, 26-3-1 10:00, 2026-03-01T10:00:00Z",
    "yyyy-MM-dd G HH:mm, 2026-12-31 AD 10:00, 2026-12-31T10:00:00Z",
    "yyyy-DDD HH:mm, 2026-365 10:00, 2026-12-31T10:00:00Z",
    "YYYY-'W'ww-e HH:mm, 2027-W02-2 10:00, 2027-01-04T10:00:00Z",
    "yyyy-MM-dd HH:mm xxx, 2026-03-01 01:00 +08:00, 2026-02-28T17:00:00Z"
  })
  void dayThatItsMonthHas_isRead(String pattern, String text, Instant time) {
    DecodingFixture fixture = air().time("ts", new TimeFormat.Pattern(pattern, ZoneOffset.UTC));
    assertThat(fixture.event("{\"station\":\"A\",\"ts\":\"" + text + "\"}").timestamp())
        .isEqualTo(time.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({"ts, ts", "$.ts, ts", "$.at[0], $.at[0]", "@key, @key"})
  void fieldAtThePlaceOfTheTime_isTheTime(String field, String path) {
    DecodingFixture seconds =
        air()
            .field("when", FieldType.TIMESTAMP, path)
            .time(field, new TimeFormat.EpochSeconds())
            .recordKey("1767225600.5");
    Event event =
        seconds.event("{\"station\":\"A\",\"ts\":1767225600.5,\"at\":[1767225600.5],\"pm25\":1}");
    assertThat(event.timestamp()).isEqualTo(1_767_225_600_500L);
    assertThat(value(event, "when")).isEqualTo(Instant.ofEpochMilli(1_767_225_600_500L));
  }

  @Test
  void fieldAtThePlaceOfTheTime_isReadInTheZoneOfConf() {
    DecodingFixture local =
        air()
            .field("ts", FieldType.TIMESTAMP)
            .time("ts", new TimeFormat.Iso8601(ZoneId.of("Asia/Shanghai")));
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    Event event = local.event("{\"station\":\"A\",\"ts\":\"2026-01-01T08:00:00\"}");
    assertThat(value(event, "ts")).isEqualTo(time);
    Event row = local.csv("ts", "station", "pm25").event("2026-01-01T08:00:00,A,1");
    assertThat(value(row, "ts")).isEqualTo(time);
  }

  @Test
  void fieldElsewhere_isReadAsFieldsAre_alsoWhereTheTimeIsTheRecordsOwn() {
    DecodingFixture own =
        air().field("ts", FieldType.TIMESTAMP).time("ts", new TimeFormat.OfRecord());
    Event event = own.event("{\"station\":\"A\",\"ts\":1767225600000}");
    assertThat(event.timestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(value(event, "ts")).isEqualTo(Instant.ofEpochMilli(1_767_225_600_000L));
  }

  @Test
  void timeOfRecord_isTheRecordsOwn() {
    DecodingFixture fixture = air().time("", new TimeFormat.OfRecord());
    assertThat(fixture.event("{\"station\":\"A\"}").timestamp()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void missingValues_areNullsOfConfAndNaN() {
    DecodingFixture fixture = air().nulls("NA", "-999");
    for (String missing :
        List.of("null", "\"NA\"", "-999", "-999.0", "NaN", "\"nan\"", "\"-999\"")) {
      Event event =
          fixture.event(
              "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":" + missing + "}");
      assertThat(value(event, "pm25")).as(missing).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-999", "-999.0", "-999.00", " -9.99e2 ", "-0999"})
  void numberThatStandsForAMissingValue_isOneHoweverItIsWritten(String text) {
    DecodingFixture fixture = air().field("n", FieldType.INT).nulls("-999");
    DecodingFixture csv =
        air().field("n", FieldType.INT).nulls("-999").csv("ts", "station", "pm25", "n");
    for (Event event :
        List.of(
            csv.event("2026-01-01T00:00:00Z,A,%1$s,%1$s".formatted(text)),
            fixture.event(
                "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":\"%1$s\",\"n\":\"%1$s\"}"
                    .formatted(text)))) {
      assertThat(value(event, "pm25")).isNull();
      assertThat(value(event, "n")).isNull();
    }
    Event named =
        air().nulls("7").csv("ts", "station", "pm25").event("2026-01-01T00:00:00Z,07,7.5");
    assertThat(value(named, "station")).isEqualTo("07");
    assertThat(value(named, "pm25")).isEqualTo(7.5);
  }

  @Test
  void everyType_isCoercedFromText() {
    DecodingFixture fixture =
        air()
            .field("n", FieldType.INT)
            .field("on", FieldType.BOOLEAN)
            .field("seen", FieldType.TIMESTAMP)
            .field("at", FieldType.GEO_POINT);
    Event event =
        fixture.event(
            "{\"station\":7,\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":\" 18.83 \",\"n\":\"42.0\","
                + "\"on\":\"True\",\"seen\":\"2026-01-01T00:00:01Z\",\"at\":\"44.8, 20.4\"}");
    assertThat(value(event, "station")).isEqualTo("7");
    assertThat(value(event, "pm25")).isEqualTo(18.83);
    assertThat(value(event, "n")).isEqualTo(42L);
    assertThat(value(event, "on")).isEqualTo(true);
    assertThat(value(event, "seen")).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
    assertThat(value(event, "at")).isEqualTo(new double[] {44.8, 20.4});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lat\":44.8,\"lon\":20.4}",
        "{\"latitude\":\"44.8\",\"longitude\":\"20.4\"}",
        "[20.4,44.8]",
        "\"44.8,20.4\""
      })
  void point_inEveryShape_isLatitudeAndLongitude(String json) {
    Event event =
        air()
            .field("at", FieldType.GEO_POINT)
            .event("{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"at\":" + json + "}");
    assertThat(value(event, "at")).isEqualTo(new double[] {44.8, 20.4});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"n|42.5", "n|\"x\"", "n|1e300", "at|{\"lat\":1}", "at|[1]", "at|\"91,0\"", "on|2"})
  void value_thatDoesNotFitItsType_isWrongType(String field, String json) {
    DeadLetter letter =
        air()
            .field("n", FieldType.INT)
            .field("on", FieldType.BOOLEAN)
            .field("at", FieldType.GEO_POINT)
            .letter(
                "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\""
                    + field
                    + "\":"
                    + json
                    + "}");
    assertThat(letter.reason()).isEqualTo(Reason.WRONG_TYPE);
    assertThat(letter.detail()).startsWith("field " + field + " is no ");
  }

  @Test
  void csv_rows_areReadByColumn() {
    DecodingFixture csv = air().csv("ts", "station", "pm25");
    Event event = csv.event("2026-01-01T00:00:00Z,\"A, north\",80.5");
    assertThat(value(event, "station")).isEqualTo("A, north");
    assertThat(value(event, "pm25")).isEqualTo(80.5);
    assertThat(value(csv.event("2026-01-01T00:00:00Z,A,"), "pm25")).isNull();
    assertThat(csv.letter("2026-01-01T00:00:00Z,A").detail())
        .isEqualTo("a row of 2 values where there are 3 columns");
    assertThat(csv.letter("2026-01-01T00:00:00Z,\"A,1").reason()).isEqualTo(Reason.MALFORMED);
    assertThat(csv.letter("2026-01-01T00:00:00Z,A,1\n2026-01-01T00:00:00Z,A,1").reason())
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void paths_ofTheRecord_giveItsKeyAndTopic() {
    Event event =
        new DecodingFixture()
            .field("station", FieldType.STRING, "@key[1]")
            .field("topic", FieldType.STRING, "@topic")
            .key("station")
            .recordKey("tele/terrace/SENSOR")
            .event("{\"ts\":\"2026-01-01T00:00:00Z\"}");
    assertThat(value(event, "station")).isEqualTo("terrace");
    assertThat(value(event, "topic")).isEqualTo("air-readings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@load", "@key", "$", "$load", "$.pm25", "$$['x']"})
  void field_withoutAPath_isTheMemberOfItsVeryName(String name) {
    DecodingFixture json = DecodingFixture.air().field(name, FieldType.DOUBLE).recordKey("k");
    Event event =
        json.event(
            "{\"ts\": \"2026-01-01T00:00:00Z\", \"station\": \"A\", \"pm25\": 1, \"%s\": 80}"
                .formatted(name));
    assertThat(event.getDouble(event.schema().field(name).slot())).isEqualTo(80);

    Event row = json.csv("ts", "station", name).event("2026-01-01T00:00:00Z,A,80");
    assertThat(row.getDouble(row.schema().field(name).slot())).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$.a.max()", "$.a.length()", "$..v.sum()", "$$.a.min()", "$.concat($.a, $.b)"})
  void pathThatCallsAFunction_isNone(String path) {
    assertThat(Decoding.problemOfPath(path)).get().asString().contains("calls a function");
  }

  @Test
  void splitThatCallsAFunction_isNone() {
    assertThat(Decoding.problemOfSplit("$.a.keys()")).isPresent();
    assertThat(Decoding.problemOfSplit("zip($.names.keys(), $.rows)")).isPresent();
    assertThat(Decoding.problemOfPath("$.all[?(@.v.length() > 3)].v")).isEmpty();
  }

  @Test
  void path_thatFindsSeveralValues_isWrongType() {
    DecodingFixture fixture =
        air().field("co", FieldType.DOUBLE, "$.all[?(@.t=='co')].v").key("station");
    String one = "{\"t\":\"co\",\"v\":1}";
    String record = "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"all\":[%s]}";
    assertThat(value(fixture.event(record.formatted(one)), "co")).isEqualTo(1.0);
    assertThat(value(fixture.event(record.formatted("")), "co")).isNull();
    assertThat(fixture.letter(record.formatted(one + "," + one)).detail())
        .startsWith("2 values at ");
  }

  @Test
  void text_thatIsTooLongForTheRegularExpressionOfAPath_isTooLarge() {
    DecodingFixture fixture =
        air().field("co", FieldType.DOUBLE, "$.all[?(@.t =~ /(c|o)*/)].v").key("station");
    String record =
        "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"all\":[{\"t\":\"%s\",\"v\":1}]}";
    assertThat(value(fixture.event(record.formatted("co")), "co")).isEqualTo(1.0);
    DeadLetter letter = fixture.letter(record.formatted("co".repeat(400_000)));
    assertThat(letter.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(letter.detail()).startsWith("a text is too long for the regular expression in $[");
  }

  @Test
  void deadLetterJson_cutsWhatNoTopicTakes_andSaysSo() throws Exception {
    byte[] huge = new byte[3 << 20];
    byte[] json = DeadLetterJson.write(air().letter(huge));
    assertThat(json.length).isLessThan(1_000_000);
    var tree = new com.fasterxml.jackson.databind.ObjectMapper().readTree(json);
    assertThat(tree.get("reason").asText()).isEqualTo("too-large");
    assertThat(tree.get("value").binaryValue()).hasSize(DeadLetterJson.KEPT);
    assertThat(tree.get("value_size").asInt()).isEqualTo(3 << 20);
    assertThat(tree.get("value_truncated").asBoolean()).isTrue();
    assertThat(tree.get("topic").asText()).isEqualTo("air-readings");
    assertThat(tree.get("partition").asInt()).isEqualTo(3);
    assertThat(tree.get("offset").asLong()).isEqualTo(1234);
  }

  @Test
  void text_withHalfASurrogatePair_isReadAsEveryFormatCanWriteIt() {
    Event event =
        air().event("{\"station\":\"A\\ud800\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":1}");
    assertThat(value(event, "station")).isEqualTo("A\uFFFD");
  }

  @Test
  void split_thatMakesFarMoreOfARecord_isTooLarge() {
    String name = "x".repeat(500);
    String rows = "{\"names\":[\"" + name + "\"],\"rows\":[" + "[1],".repeat(200) + "[1]]}";
    DecodingFixture zip = air().split("zip($.names, $.rows[*])");
    assertThat(zip.limits(2_000, 1_000, 64).decode(rows)).hasSize(1);
    DeadLetter letter = zip.limits(2_000, 1_000, 64).letter(rows);
    assertThat(letter.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(letter.detail()).isEqualTo("the readings of the record have more than 32000 bytes");
    assertThat(zip.limits(20_000, 1_000, 64).decode(rows)).hasSize(201);
  }

  @Test
  void deadLetterJson_ofABrokenOrLongDetail_isOneThatATopicTakes() throws Exception {
    String emoji = "\uD83D\uDE37";
    DeadLetter cutWithin =
        air()
            .letter(
                "{\"station\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\",\"pm25\":\"%s\"}"
                    .formatted("x".repeat(119) + emoji));
    var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
    assertThat(mapper.readTree(DeadLetterJson.write(cutWithin)).get("detail").asText())
        .contains("xx\uFFFD…' (121 characters)");

    DeadLetter longDetail =
        new DeadLetter(
            Reason.LATE, "\u20AC".repeat(1 << 20), "air", air().letter("").record(), 0, 1);
    byte[] json = DeadLetterJson.write(longDetail);
    assertThat(json.length).isLessThan(100_000);
    assertThat(mapper.readTree(json).get("detail").asText()).endsWith("\u20AC…");
  }
}
