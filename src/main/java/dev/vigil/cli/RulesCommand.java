package dev.vigil.cli;

import dev.vigil.cli.ConfOption.Unusable;
import dev.vigil.cli.RuleTopicsOptions.Topics;
import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import dev.vigil.event.Durations;
import dev.vigil.io.kafka.StatusTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigil rules}: what the running job last said of each rule. */
@Command(
    name = "rules",
    description = "List the rules of the running job, as it last spoke of them.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:listed", "2:wrong usage or conf, or the brokers do not answer"})
final class RulesCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;

  @Spec private CommandSpec spec;

  @Mixin private RuleTopicsOptions options;

  @Option(names = "--json", description = "Print one status a line, as the status topic has it.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec and the mixin
  RulesCommand() {}

  @Override
  public Integer call() {
    Logging.errorsOnly(); // a failure is told once, in a line
    PrintWriter err = spec.commandLine().getErr();
    try {
      Topics topics = options.read();
      String said = options.need(topics.status(), "status.topic");
      try (StatusTopic statuses = new StatusTopic(said, topics.kafka(), options.timeout())) {
        List<RuleStatus> known =
            statuses.readToEnd().values().stream()
                .filter(status -> status.state() != RuleState.DELETED)
                .toList();
        list(known);
        if (statuses.unreadable() > 0) {
          err.println(
              Counted.of(statuses.unreadable(), "record") + " of " + said + " could not be read");
        }
        return 0;
      }
    } catch (Unusable e) {
      err.print(e.getMessage());
      return UNUSABLE;
    } catch (IOException e) {
      err.println(e.getMessage());
      return UNUSABLE;
    } finally {
      err.flush();
    }
  }

  private void list(List<RuleStatus> known) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      known.forEach(status -> out.print(StatusLines.json(status)));
    } else {
      int width = known.stream().mapToInt(status -> name(status).length()).max().orElse(4);
      String format = "%-" + Math.max(4, width) + "s  %-11s  %8s  %8s  %8s  %-7s  %s";
      print(out, format, "RULE", "STATE", "REVISION", "IN FORCE", "SUBTASKS", "AGE", "ERROR");
      long now = Clock.systemUTC().millis();
      for (RuleStatus status : known) {
        print(
            out,
            format,
            name(status),
            status.state().label(),
            revision(status.revision()),
            status.activeRevision() == null ? "-" : revision(status.activeRevision()),
            status.acknowledged() + "/" + status.subtasks(),
            age(now - status.at()),
            status.errors().isEmpty() ? "" : StatusLines.error(status.errors().get(0)));
      }
    }
    out.flush();
  }

  private static void print(PrintWriter out, String format, Object... cells) {
    out.println(String.format(Locale.ROOT, format, cells).stripTrailing());
  }

  private static String name(RuleStatus status) {
    return status.rule().isEmpty() ? "(no key)" : status.rule();
  }

  private static String revision(long revision) {
    return revision < 0 ? "file" : Long.toString(revision);
  }

  /** The age in its largest unit: {@code 3m}. */
  static String age(long millis) {
    String whole = Durations.format(Math.max(0, millis) / 1_000 * 1_000);
    int end = 0;
    while (end < whole.length() && Character.isDigit(whole.charAt(end))) {
      end++;
    }
    return whole.substring(0, end + 1);
  }
}
