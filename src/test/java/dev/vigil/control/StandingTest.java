package dev.vigil.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class StandingTest {
  private final Standing standing = new Standing("hot");

  /**
   * Verdicts 1..n in their order, each subtask's acknowledgements in their order, interleaved at
   * will: each status said is of a revision that every subtask has just then, and the last revision
   * is said in the end, once.
   */
  @Property(tries = 500)
  void saysActive_exactlyWhenEverySubtaskHasTheRevision(
      @ForAll @IntRange(min = 1, max = 5) int subtasks,
      @ForAll @IntRange(min = 1, max = 5) int revisions,
      @ForAll Random random) {
    Standing any = new Standing("hot");
    List<Integer> turns = new ArrayList<>();
    for (int revision = 1; revision <= revisions; revision++) {
      for (int source = 0; source <= subtasks; source++) {
        turns.add(source); // the last source is the gate
      }
    }
    Collections.shuffle(turns, random);
    Map<Integer, Integer> reached = new HashMap<>();
    List<RuleStatus> said = new ArrayList<>();
    for (int source : turns) {
      int revision = reached.merge(source, 1, Integer::sum);
      if (source == subtasks) {
        any.judged(good(revision));
      } else {
        any.acknowledged(new Acknowledgement("hot", revision, source, subtasks, null));
      }
      Optional<RuleStatus> due = any.due(0);
      int judged = reached.getOrDefault(subtasks, 0);
      boolean everyone = judged > 0;
      for (int subtask = 0; subtask < subtasks; subtask++) {
        everyone &= reached.getOrDefault(subtask, 0) == judged;
      }
      assertThat(due.isPresent()).isEqualTo(everyone);
      due.ifPresent(said::add);
      assertThat(any.due(0)).isEmpty();
    }
    assertThat(said.get(said.size() - 1))
        .isEqualTo(good(revisions).acknowledged(subtasks, subtasks, 0));
    assertThat(said).doesNotHaveDuplicates();
  }

  @Test
  void saysARefusalAtOnce_andAgainWhenTheRevisionInForceIsComplete() {
    acknowledge(0, 1, 2);
    standing.judged(good(1));
    standing.judged(bad(2, 1L));

    assertThat(standing.due(5)).contains(bad(2, 1L).acknowledged(1, 2, 5));
    assertThat(standing.due(6)).isEmpty();
    acknowledge(1, 1, 2);
    assertThat(standing.due(7)).contains(bad(2, 1L).acknowledged(2, 2, 7));
    assertThat(standing.due(8)).isEmpty();
  }

  @Test
  void saysARefusalAtOnce_whereNothingWasEverInForce() {
    standing.judged(bad(2, null));

    assertThat(standing.due(5)).contains(bad(2, null).acknowledged(0, 0, 5));
    assertThat(standing.due(6)).isEmpty();
  }

  @Test
  void saysEachOfTwoRefusals() {
    standing.judged(bad(2, null));
    assertThat(standing.due(5)).isPresent();
    standing.judged(bad(3, null));

    assertThat(standing.due(6)).contains(bad(3, null).acknowledged(0, 0, 6));
  }

  @Test
  void saysItAgain_whenTheNumberOfSubtasksChanges() {
    standing.judged(good(1));
    acknowledge(0, 1, 2);
    acknowledge(1, 1, 2);
    assertThat(standing.due(1)).contains(good(1).acknowledged(2, 2, 1));

    acknowledge(0, 1, 1);
    assertThat(standing.due(2)).contains(good(1).acknowledged(1, 1, 2));
    for (int subtask = 0; subtask < 4; subtask++) {
      assertThat(standing.due(3)).isEmpty();
      acknowledge(subtask, 1, 4);
    }
    assertThat(standing.due(4)).contains(good(1).acknowledged(4, 4, 4));
  }

  @Test
  void waitsForTheNewSubtasks_whenOldAcknowledgementsComeLate() {
    standing.judged(good(1));
    acknowledge(0, 1, 4);
    acknowledge(1, 1, 2); // of the job before it was restored
    acknowledge(1, 1, 4);
    acknowledge(2, 1, 4);
    assertThat(standing.due(1)).isEmpty();
    acknowledge(3, 1, 4);

    assertThat(standing.due(2)).contains(good(1).acknowledged(4, 4, 2));
  }

  @Test
  void saysNothingAgain_whenTheSameVerdictAndAcknowledgementsComeAgain() {
    standing.judged(good(1));
    acknowledge(0, 1, 1);
    assertThat(standing.due(1)).isPresent();

    standing.judged(good(1));
    acknowledge(0, 1, 1);

    assertThat(standing.due(2)).isEmpty();
  }

  /** A restored gate speaks of what is in force, and no more of what it refused. */
  @Test
  void keepsARefusal_whenTheRevisionInForceIsSaidAgain() {
    standing.judged(good(1));
    acknowledge(0, 1, 1);
    standing.judged(bad(2, 1L));
    assertThat(standing.due(1)).contains(bad(2, 1L).acknowledged(1, 1, 1));

    standing.judged(good(1));
    acknowledge(0, 1, 1);

    assertThat(standing.due(2)).isEmpty();
    assertThat(standing.verdict()).isEqualTo(bad(2, 1L));
    standing.judged(good(3));
    acknowledge(0, 3, 1);
    assertThat(standing.due(3)).contains(good(3).acknowledged(1, 1, 3));
  }

  @Test
  void isOver_whenEverySubtaskHasDroppedTheRule() {
    RuleStatus gone = RuleStatus.verdict("hot", 9, null, null, RuleState.DELETED, List.of());
    acknowledge(0, 8, 2);
    acknowledge(1, 8, 2);
    standing.judged(gone);
    acknowledge(0, 9, 2);
    assertThat(standing.due(1)).isEmpty();
    assertThat(standing.isOver()).isFalse();

    acknowledge(1, 9, 2);

    assertThat(standing.due(2)).contains(gone.acknowledged(2, 2, 2));
    assertThat(standing.isOver()).isTrue();
  }

  @Test
  void copy_isNotChangedByWhatIsAcknowledgedAfterwards() {
    acknowledge(0, 1, 2);
    Standing copy = standing.copy();
    acknowledge(0, 2, 2);
    acknowledge(1, 2, 2);

    assertThat(copy.inForce()).isEqualTo(Map.of(2, Map.of(0, 1L)));
  }

  private void acknowledge(int subtask, long revision, int subtasks) {
    standing.acknowledged(new Acknowledgement("hot", revision, subtask, subtasks, null));
  }

  private static RuleStatus good(long revision) {
    return RuleStatus.verdict("hot", revision, revision, "h", RuleState.ACTIVE, List.of());
  }

  private static RuleStatus bad(long revision, Long active) {
    StatusError error = new StatusError(2, 7, "unknown-field", "no", null);
    return RuleStatus.verdict("hot", revision, active, "h", RuleState.REJECTED, List.of(error));
  }
}
