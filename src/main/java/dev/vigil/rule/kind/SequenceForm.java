package dev.vigil.rule.kind;

import dev.vigil.condition.Checked;
import dev.vigil.condition.StageScope;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.AfterMatch.Strategy;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Stage;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlScalar;
import dev.vigil.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code sequence}: stages in Flink CEP's own vocabulary. */
final class SequenceForm implements Form {
  private static final Map<String, Strategy> STRATEGIES = strategies();

  @Override
  public String key() {
    return "sequence";
  }

  @Override
  public List<String> companions() {
    return List.of("within", "max_gap", "after_match", "on_timeout");
  }

  @Override
  public Optional<Lowered> lower(FormContext context) {
    MappingReader document = context.document();
    long within = context.duration(document, "within");
    long maxGap = context.duration(document, "max_gap");
    Optional<YamlSequence> items = document.sequence("sequence");
    StageReader reader = new StageReader(context);
    List<Stage> stages = items.map(reader::read).orElse(List.of());
    AfterMatch afterMatch = afterMatch(context, stages);
    Optional<String> onTimeout = document.choice("on_timeout", Map.of("alert", "alert"));
    if (items.isPresent() && reader.complete()) {
      new SequenceChecks(context, reader, within, maxGap).check(stages);
    }
    Canonical canonical =
        StageText.of(stages)
            .add("within", within)
            .add("max_gap", maxGap)
            .add("after_match", afterMatch.strategy().name())
            .add("skip_to", afterMatch.stage() == null ? "" : afterMatch.stage())
            .add("on_timeout", onTimeout.isPresent());
    return Optional.of(
        new Lowered(
            null,
            signals -> stages,
            within,
            maxGap,
            afterMatch,
            onTimeout.isPresent(),
            new Lifecycle.Moment(0),
            new StageScope(reader.taking(), null),
            closing(stages),
            canonical));
  }

  /** {@code skip_to_next}, or {@code {skip_to_first: stage}}. */
  private static AfterMatch afterMatch(FormContext context, List<Stage> stages) {
    Optional<YamlNode> node = context.document().node("after_match");
    if (node.isEmpty()) {
      return AfterMatch.SKIP_PAST_LAST_EVENT;
    }
    if (node.get() instanceof YamlMapping mapping) {
      return skipTo(new MappingReader(mapping, context.diagnostics()), context, stages);
    }
    Strategy strategy =
        context.document().choice("after_match", STRATEGIES).orElse(Strategy.SKIP_PAST_LAST_EVENT);
    if (isSkipTo(strategy)) {
      String word = strategy.name().toLowerCase(Locale.ROOT);
      context
          .diagnostics()
          .error(
              "unknown-stage",
              node.get().span(),
              "'" + word + "' needs the stage to skip to",
              "write after_match: {" + word + ": STAGE}");
    }
    return new AfterMatch(strategy, null);
  }

  private static AfterMatch skipTo(MappingReader mapping, FormContext context, List<Stage> stages) {
    Optional<YamlScalar> first = mapping.scalar("skip_to_first");
    Optional<YamlScalar> last = mapping.scalar("skip_to_last");
    mapping.refuseOthers();
    Diagnostics diagnostics = context.diagnostics();
    if (mapping.has("skip_to_first") == mapping.has("skip_to_last")) {
      diagnostics.error(
          "unknown-stage",
          mapping.start(),
          "'after_match' takes one of skip_to_first and skip_to_last, and a stage");
      return AfterMatch.SKIP_PAST_LAST_EVENT;
    }
    Optional<YamlScalar> stage = first.isPresent() ? first : last;
    stage.ifPresent(name -> checkTarget(name, stages, diagnostics));
    return new AfterMatch(
        first.isPresent() ? Strategy.SKIP_TO_FIRST : Strategy.SKIP_TO_LAST,
        stage.map(YamlScalar::text).orElse(null));
  }

  /** Flink looks the stage up among those at the top, and skips nowhere if it took no reading. */
  private static void checkTarget(YamlScalar target, List<Stage> stages, Diagnostics diagnostics) {
    List<String> known = new ArrayList<>();
    for (Stage stage : stages) {
      if (stage instanceof Stage.Single single && !single.contiguity().isNegative()) {
        known.add(single.name());
      }
    }
    if (!stages.isEmpty() && !known.contains(target.text())) {
      diagnostics.error(
          "unknown-stage",
          target.span(),
          "no stage '" + target.text() + "' to skip to",
          Spelling.hint(target.text(), known)
              .orElse("name a stage that takes readings and is in no group"));
    }
  }

  private static @Nullable Checked closing(List<Stage> stages) {
    for (int i = stages.size() - 1; i >= 0; i--) {
      Stage stage = stages.get(i);
      if (stage instanceof Stage.Group group) {
        return closing(group.stages());
      }
      if (stage instanceof Stage.Single single && !single.contiguity().isNegative()) {
        return single.where();
      }
    }
    return null;
  }

  private static boolean isSkipTo(Strategy strategy) {
    return strategy == Strategy.SKIP_TO_FIRST || strategy == Strategy.SKIP_TO_LAST;
  }

  private static Map<String, Strategy> strategies() {
    Map<String, Strategy> words = new LinkedHashMap<>();
    for (Strategy strategy : Strategy.values()) {
      words.put(strategy.name().toLowerCase(Locale.ROOT), strategy);
    }
    return words;
  }
}
