package dev.vigil.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleStatusJsonTest {
  @Test
  void writesTheDocument_ofARefusal() throws IOException {
    RuleStatus status =
        new RuleStatus(
            "pm25-sustained",
            42,
            41L,
            "sha256:00ff",
            RuleState.REJECTED,
            List.of(
                new StatusError(7, 12, "unknown-field", "pm52 is no field", "did you mean pm25?"),
                new StatusError(8, 1, "type", "a \"number\"", null)),
            4,
            4,
            1_767_225_600_123L);

    byte[] json = RuleStatusJson.write(status);

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"rule\":\"pm25-sustained\",\"revision\":42,\"active_revision\":41,"
                + "\"hash\":\"sha256:00ff\",\"state\":\"rejected\",\"errors\":["
                + "{\"line\":7,\"column\":12,\"code\":\"unknown-field\","
                + "\"message\":\"pm52 is no field\",\"hint\":\"did you mean pm25?\"},"
                + "{\"line\":8,\"column\":1,\"code\":\"type\",\"message\":\"a \\\"number\\\"\"}],"
                + "\"subtasks\":\"4/4\",\"at\":\"2026-01-01T00:00:00.123Z\"}");
    assertThat(RuleStatusJson.read(json)).isEqualTo(status);
  }

  @Test
  void writesTheDocument_ofADeletion() throws IOException {
    RuleStatus status = new RuleStatus("hot", 3, null, null, RuleState.DELETED, List.of(), 2, 2, 0);

    byte[] json = RuleStatusJson.write(status);

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"rule\":\"hot\",\"revision\":3,\"active_revision\":null,\"hash\":null,"
                + "\"state\":\"deleted\",\"errors\":[],\"subtasks\":\"2/2\","
                + "\"at\":\"1970-01-01T00:00:00Z\"}");
    assertThat(RuleStatusJson.read(json)).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{}",
        "{\"rule\":\"a\",\"revision\":1,\"state\":\"odd\",\"subtasks\":\"1/1\","
            + "\"at\":\"1970-01-01T00:00:00Z\"}",
        "{\"rule\":\"a\",\"revision\":1,\"state\":\"off\",\"subtasks\":\"1\","
            + "\"at\":\"1970-01-01T00:00:00Z\"}",
        "{\"rule\":null,\"revision\":1,\"state\":\"off\",\"subtasks\":\"1/1\","
            + "\"at\":\"1970-01-01T00:00:00Z\"}"
      })
  void refusesToRead_whatIsNoStatus(String document) {
    assertThatThrownBy(() -> RuleStatusJson.read(document.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void writesErrors_thatQuoteHalfOfASurrogatePair() throws Exception {
    StatusError error = StatusError.failure("no '\ud800' here");
    RuleStatus status =
        new RuleStatus("hot", 1, null, null, RuleState.QUARANTINED, List.of(error), 0, 1, 0);
    assertThat(RuleStatusJson.read(RuleStatusJson.write(status)).errors().get(0).message())
        .isEqualTo("no '\uFFFD' here");
  }
}
