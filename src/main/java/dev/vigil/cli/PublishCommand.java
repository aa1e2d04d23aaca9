package dev.vigil.cli;

import dev.vigil.cli.ConfOption.Unusable;
import dev.vigil.cli.RuleTopicsOptions.Topics;
import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.io.kafka.RulePublisher;
import dev.vigil.io.kafka.StatusTopic;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil publish}: brings rules to a running job, and waits until it has them. */
@Command(
    name = "publish",
    description = "Publish rules to the running job, and wait until it says what became of them.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every rule is in force as published",
      "1:a rule is wrong, there is none to publish or delete, or the job refused it",
      "2:wrong usage or conf, or the brokers do not answer",
      "4:the job has not answered in time"
    })
final class PublishCommand implements Callable<Integer> {
  private static final int WRONG = 1;
  private static final int UNUSABLE = 2;
  private static final int NO_ANSWER = 4;

  @Spec private CommandSpec spec;

  @Mixin private RuleTopicsOptions options;

  @Option(
      names = "--delete",
      paramLabel = "ID",
      split = ",",
      description = "A rule to delete; may be given several times.")
  private List<String> deleted = List.of();

  @Option(names = "--json", description = "Print one status a line, as the status topic has it.")
  private boolean json;

  @Parameters(arity = "0..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
  private List<Path> paths = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec and the mixin
  PublishCommand() {}

  @Override
  public Integer call() {
    if (paths.isEmpty() && deleted.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "name rules to publish, or --delete some");
    }
    Logging.errorsOnly(); // a failure is told once, in a line
    PrintWriter err = spec.commandLine().getErr();
    try {
      Topics topics = options.read();
      RuleFiles files = RuleFiles.read(paths, topics.catalog());
      err.print(DiagnosticRenderer.render(files.diagnostics()));
      if (files.errors() > 0) {
        err.println("nothing was published: " + Counted.of(files.errors(), "error"));
        return WRONG;
      }
      Map<String, @Nullable String> documents = documents(files);
      if (documents.isEmpty()) {
        err.println("nothing was published: there is no rule");
        return WRONG;
      }
      return publish(topics, documents);
    } catch (Unusable e) {
      err.print(e.getMessage());
      return UNUSABLE;
    } catch (NoSuchFileException e) {
      err.println("no such file: " + e.getFile());
      return UNUSABLE;
    } catch (IOException e) {
      err.println(e.getMessage());
      return UNUSABLE;
    } finally {
      err.flush();
    }
  }

  /** The documents by id; null for a deletion. */
  private Map<String, @Nullable String> documents(RuleFiles files) {
    Map<String, @Nullable String> documents = new LinkedHashMap<>();
    for (Rule rule : files.rules()) {
      documents.put(rule.id(), rule.text());
    }
    for (String id : deleted) {
      if (documents.containsKey(id)) {
        throw new ParameterException(
            spec.commandLine(), "the rule " + id + " is both to be published and to be deleted");
      }
      documents.put(id, null);
    }
    return documents;
  }

  private int publish(Topics topics, Map<String, @Nullable String> documents)
      throws IOException, Unusable {
    String rules = options.need(topics.rules(), "rules.topic");
    String said = options.need(topics.status(), "status.topic");
    try (StatusTopic statuses = new StatusTopic(said, topics.kafka(), options.timeout());
        RulePublisher publisher = new RulePublisher(rules, topics.kafka(), options.timeout())) {
      Collection<RuleStatus> before = statuses.readToEnd().values();
      if (!deleted.isEmpty() && !areKnown(known(publisher, before))) {
        return WRONG;
      }
      Publication publication = new Publication(publisher.publish(documents));
      long start = System.nanoTime();
      while (!publication.isComplete() && System.nanoTime() - start < options.timeout().toNanos()) {
        statuses.next().forEach(publication::hear);
      }
      return report(publication);
    }
  }

  /** The rules on the control topic, and those of a directory, which only a status tells of. */
  private static Set<String> known(RulePublisher publisher, Collection<RuleStatus> statuses)
      throws IOException {
    Set<String> known = new TreeSet<>(publisher.published());
    statuses.stream()
        .filter(status -> status.state() != RuleState.DELETED)
        .forEach(status -> known.add(status.rule()));
    return known;
  }

  /** Whether the rules to delete are there; says which are not. */
  private boolean areKnown(Set<String> known) {
    PrintWriter err = spec.commandLine().getErr();
    List<String> unknown = deleted.stream().filter(id -> !known.contains(id)).distinct().toList();
    for (String id : unknown) {
      String hint = Spelling.hint(id, known).map(meant -> " (" + meant + ")").orElse("");
      err.println("there is no rule " + id + " to delete" + hint);
    }
    if (!unknown.isEmpty()) {
      err.println("nothing was published: " + Counted.of(unknown.size(), "error"));
    }
    return unknown.isEmpty();
  }

  private int report(Publication publication) {
    PrintWriter out = spec.commandLine().getOut();
    StatusLines lines = new StatusLines(publication.revisions().keySet());
    for (Map.Entry<String, Long> one : publication.revisions().entrySet()) {
      Optional<Publication.Outcome> outcome = publication.outcome(one.getKey());
      out.print(
          json
              ? lines.json(one.getKey(), one.getValue(), outcome)
              : lines.line(one.getKey(), one.getValue(), outcome));
    }
    out.flush();
    if (publication.anyRejected()) {
      return WRONG;
    }
    if (!publication.isComplete()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "published, but the job has not said within "
              + options.timeout().toSeconds()
              + " s what became of "
              + String.join(", ", publication.missing())
              + "; is it running?");
      return NO_ANSWER;
    }
    return 0;
  }
}
