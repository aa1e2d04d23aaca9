package dev.vigil.cli;

import dev.vigil.control.RuleStatus;
import dev.vigil.control.RuleStatusJson;
import dev.vigil.control.StatusError;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;

/** What became of published rules, a line each, the ids in one column. */
final class StatusLines {
  private final int width;

  StatusLines(Collection<String> rules) {
    this.width = rules.stream().mapToInt(String::length).max().orElse(0);
  }

  /** A line for a person, with the errors of a refused rule below it. */
  String line(String rule, long revision, Optional<Publication.Outcome> outcome) {
    StringBuilder line = new StringBuilder(rule);
    line.append(" ".repeat(width - rule.length()));
    line.append("  revision ").append(revision).append("  ");
    if (outcome.isEmpty()) {
      return line.append("no answer yet\n").toString();
    }
    RuleStatus status = outcome.get().status();
    switch (outcome.get().result()) {
      case DONE -> line.append(done(status, revision));
      case SUPERSEDED -> line.append("superseded by revision ").append(status.revision());
      case REJECTED -> line.append(status.state().label()).append(kept(status));
    }
    line.append('\n');
    if (outcome.get().result() == Publication.Result.REJECTED) {
      status.errors().forEach(error -> line.append("  ").append(error(error)).append('\n'));
    }
    return line.toString();
  }

  private static String done(RuleStatus status, long revision) {
    String state = status.revision() == revision ? status.state().label() : "active";
    return state + "  " + status.acknowledged() + "/" + status.subtasks();
  }

  private static String kept(RuleStatus status) {
    Long active = status.activeRevision();
    return active == null
        ? "; no revision is in force"
        : "; revision " + active + " stays in force";
  }

  /** {@code 7:12 unknown-field: no field … (did you mean pm25?)}. */
  static String error(StatusError error) {
    String hint = error.hint() == null ? "" : " (" + error.hint() + ")";
    return error.line() + ":" + error.column() + " " + error.code() + ": " + error.message() + hint;
  }

  /** The status document itself, or one that says that there is none. */
  String json(String rule, long revision, Optional<Publication.Outcome> outcome) {
    return outcome
        .map(found -> json(found.status()))
        .orElse(
            "{\"rule\":\"" + rule + "\",\"revision\":" + revision + ",\"state\":\"unknown\"}\n");
  }

  /** The document of a status, as a line. */
  static String json(RuleStatus status) {
    return new String(RuleStatusJson.write(status), StandardCharsets.UTF_8) + "\n";
  }
}
