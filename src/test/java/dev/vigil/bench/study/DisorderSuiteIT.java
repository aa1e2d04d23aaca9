package dev.vigil.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisorderSuiteIT {
  @Test
  void event_timeIsRightWithinItsBound_andArrivalIsWrongWhereReadingsAreDelayed() throws Exception {
    List<Figure> figures =
        new DisorderSuite().run(Budget.TINY, new PrintWriter(new StringWriter()));

    assertThat(figures)
        .extracting(figure -> figure.place("time") + " " + figure.place("delay_s"))
        .containsExactly(
            "arrival 0",
            "event, 10 s bound 0",
            "event, 60 s bound 0",
            "arrival 30",
            "event, 10 s bound 30",
            "event, 60 s bound 30");
    assertThat(figures.subList(0, 3)).allMatch(figure -> wrong(figure) == 0);
    Figure arrival = figures.get(3);
    Figure impatient = figures.get(4);
    Figure patient = figures.get(5);
    assertThat(wrong(patient)).isZero();
    assertThat(arrival.value("wrong_windows_share")).isBetween(0.3, 1.0);
    assertThat(arrival.value("wrong_sequence_share")).isBetween(0.1, 1.0);
    assertThat(impatient.value("late_share")).isBetween(0.1, 0.3);
    assertThat(wrong(impatient)).isPositive();
    assertThat(figures).allMatch(figure -> figure.value("alerts") > 20);
    assertThat(figures).allMatch(figure -> figure.value("windows") == 5 * 84);
  }

  private static double wrong(Figure figure) {
    return figure.value("wrong_windows_share") + figure.value("wrong_alerts_share");
  }

  @Test
  void apart_isTheShareThatOnlyOneFound() {
    assertThat(Outcome.apart(List.of(1, 2, 3), List.of(2, 3, 4))).isEqualTo(0.5);
    assertThat(Outcome.apart(List.of(1, 2), List.of(2, 1))).isZero();
    assertThat(Outcome.apart(List.of(1, 2), List.of())).isEqualTo(1);
  }
}
