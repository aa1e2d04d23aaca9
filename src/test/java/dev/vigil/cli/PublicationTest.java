package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.cli.Publication.Result;
import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PublicationTest {
  private final Publication publication = new Publication(Map.of("hot", 7L));

  @Test
  void waits_whileOnlyOlderRevisionsAndOtherRulesAreSpokenOf() {
    publication.hear(status("hot", 6, 6L, RuleState.ACTIVE, 4));
    publication.hear(status("cold", 7, 7L, RuleState.ACTIVE, 4));

    assertThat(publication.isComplete()).isFalse();
    assertThat(publication.missing()).containsExactly("hot");
  }

  @Test
  void isDone_whenTheRevisionIsSpokenOf() {
    RuleStatus active = status("hot", 7, 7L, RuleState.ACTIVE, 4);
    publication.hear(active);
    publication.hear(status("hot", 8, 8L, RuleState.ACTIVE, 4));

    assertThat(publication.isComplete()).isTrue();
    assertThat(publication.missing()).isEmpty();
    assertThat(publication.outcome("hot")).contains(new Publication.Outcome(Result.DONE, active));
    assertThat(publication.anyRejected()).isFalse();
  }

  @Test
  void isRejected_whenTheRevisionIs() {
    publication.hear(status("hot", 7, 6L, RuleState.REJECTED, 4));

    assertThat(publication.isComplete()).isTrue();
    assertThat(publication.anyRejected()).isTrue();
  }

  @Test
  void isSuperseded_whenALaterRevisionIsInForce() {
    publication.hear(status("hot", 8, 8L, RuleState.ACTIVE, 4));

    assertThat(publication.outcome("hot").orElseThrow().result()).isEqualTo(Result.SUPERSEDED);
    assertThat(publication.anyRejected()).isFalse();
  }

  @Test
  void isDone_whenALaterRevisionIsRefusedAndThisOneIsInForceEverywhere() {
    publication.hear(status("hot", 8, 7L, RuleState.REJECTED, 3));
    assertThat(publication.isComplete()).isFalse();
    publication.hear(status("hot", 8, 7L, RuleState.REJECTED, 4));

    assertThat(publication.outcome("hot").orElseThrow().result()).isEqualTo(Result.DONE);
    assertThat(publication.anyRejected()).isFalse();
  }

  private static RuleStatus status(
      String rule, long revision, Long active, RuleState state, int acknowledged) {
    return new RuleStatus(rule, revision, active, "h", state, List.of(), acknowledged, 4, 0);
  }
}
