package dev.vigil.rule.kind;

import dev.vigil.condition.Checked;
import dev.vigil.condition.StageScope;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Run;
import dev.vigil.plan.Stage;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A form's share of a plan.
 *
 * @param run the run, for rules about one
 * @param stages the stages, once it is known how many signals the whole rule has: the run's own two
 *     slots come after them
 * @param within milliseconds; 0 for none
 * @param maxGap milliseconds between readings of a match; 0 for none
 * @param afterMatch skip strategy
 * @param alertOnTimeout whether a partial match that times out is an alert
 * @param lifecycle what a match becomes where the rule has no resolve of its own
 * @param scope the stages that annotations may ask about
 * @param closing the condition of the stage that closes a match, whose field's value an alert shows
 * @param canonical all that decides what matches, in a form that no release changes
 */
public record Lowered(
    @Nullable Run run,
    IntFunction<List<Stage>> stages,
    long within,
    long maxGap,
    AfterMatch afterMatch,
    boolean alertOnTimeout,
    Lifecycle lifecycle,
    StageScope scope,
    @Nullable Checked closing,
    Canonical canonical) {}
