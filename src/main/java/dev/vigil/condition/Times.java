package dev.vigil.condition;

import dev.cel.common.CelRuntimeException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.internal.DateTimeHelpers;
import dev.cel.runtime.RuntimeHelpers;
import dev.vigil.event.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Durations, times and time zones in quotes, which the checker takes for any text. */
final class Times {
  /** The longest duration that CEL has, in milliseconds: 10,000 years. */
  private static final long LONGEST = 315_576_000_000_000L;

  private Times() {}

  /**
   * The duration of a text: one as rules write it, negative too, or one of CEL's own forms.
   *
   * @throws IllegalArgumentException or {@link DateTimeException} if it is none
   */
  static Duration duration(String text) {
    boolean negative = text.startsWith("-");
    OptionalLong millis = Durations.parse(negative ? text.substring(1) : text);
    if (millis.isEmpty()) {
      return RuntimeHelpers.createJavaDurationFromString(text);
    }
    if (millis.getAsLong() > LONGEST) {
      throw new IllegalArgumentException("a duration of more than 10,000 years");
    }
    return Duration.ofMillis(negative ? -millis.getAsLong() : millis.getAsLong());
  }

  /** Reports a literal argument that would leave the call unknown for ever. */
  static void check(CelExpr.CelCall call, Problems problems) {
    List<CelExpr> arguments = call.args();
    if (arguments.size() != 1) {
      return;
    }
    CelExpr argument = arguments.get(0);
    switch (call.function()) {
      case "duration" ->
          check(
              argument,
              Times::duration,
              "bad-duration",
              "no duration",
              "write '90s', '10m', '24h', '7d', or a sum: '1h30m'",
              problems);
      case "timestamp" ->
          check(
              argument,
              DateTimeHelpers::parse,
              "bad-argument",
              "no timestamp",
              "write date, time and zone: '2026-01-31T12:00:00Z'",
              problems);
      case "getDate",
          "getDayOfMonth",
          "getDayOfWeek",
          "getDayOfYear",
          "getFullYear",
          "getHours",
          "getMilliseconds",
          "getMinutes",
          "getMonth",
          "getSeconds" ->
          check(
              argument,
              zone -> DateTimeHelpers.newLocalDateTime(Instant.EPOCH, zone),
              "bad-argument",
              "no time zone",
              "write 'UTC', 'Europe/Berlin', or '+01:00'",
              problems);
      default -> {}
    }
  }

  private static void check(
      CelExpr argument,
      Consumer<String> reader,
      String code,
      String problem,
      String hint,
      Problems problems) {
    Constants.text(argument)
        .filter(text -> !isRead(text, reader))
        .ifPresent(text -> problems.error(code, argument, "'" + text + "' is " + problem, hint));
  }

  private static boolean isRead(String text, Consumer<String> reader) {
    try {
      reader.accept(text);
      return true;
    } catch (IllegalArgumentException | DateTimeException | CelRuntimeException e) {
      return false;
    }
  }
}
