package dev.vigil.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void lines_areInColumns() {
    assertThat(new Table().row("rule", "alerts").row("high", 12).lines())
        .containsExactly("rule  alerts", "high      12");
  }

  @Test
  void cellOfAnyLength_leavesTheOthersInSight() {
    assertThat(new Table().row("x".repeat(70_000), 1).row("A", 2).lines())
        .containsExactly("x".repeat(99) + "…  1", "A" + " ".repeat(99) + "  2");
  }
}
