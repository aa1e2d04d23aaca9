package dev.vigil.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suite as the command line runs it, with the job's jar of this build. */
class JobSuiteIT {
  @Test
  void measures_the_whole_job_beside_its_intake_and_its_latency_to_each_sink() throws Exception {
    StringWriter progress = new StringWriter();
    List<Figure> figures = new JobSuite().run(Budget.TINY, new PrintWriter(progress));

    // The run itself compares the alerts with what the readings must give.
    assertThat(figures)
        .extracting(figure -> figure.place("engine") + " " + figure.place("sink"))
        .containsExactly("vigil ", "intake ", "vigil kafka", "vigil elasticsearch");
    Figure vigil = figures.get(0);
    Figure intake = figures.get(1);
    assertThat(vigil.place("rules")).isEqualTo("100");
    assertThat(vigil.value("alerts"))
        .isGreaterThan(10)
        .isEqualTo(new Air(100).told(Math.round(vigil.value("readings"))).size());
    assertThat(vigil.value("readings_per_s")).isPositive();
    assertThat(vigil.value("of_intake"))
        .isEqualTo(vigil.value("readings_per_s") / intake.value("readings_per_s"));
    assertThat(intake.value("alerts")).isZero();
    for (Figure latency : figures.subList(2, 4)) {
      assertThat(latency.value("offered_readings_per_s"))
          .isEqualTo(vigil.value("readings_per_s") / 4);
      assertThat(latency.value("alerts")).isPositive();
      assertThat(latency.value("p99_ms")).isGreaterThanOrEqualTo(latency.value("p50_ms"));
    }
    assertThat(progress.toString()).contains("starting Kafka", "intake ", "vigil ");
  }
}
