package dev.vigil.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final Throttle throttle = new Throttle();

  private CompletableFuture<Void> admit(long number) {
    return throttle.admit(number).toCompletableFuture();
  }

  @Test
  void nothing_goesBeforeItIsReleased() {
    assertThat(admit(0)).isNotDone();
  }

  @Test
  void release_letsReadingsBeforeTheLimitGo() {
    CompletableFuture<Void> first = admit(0);

    throttle.release(2);

    assertThat(first).isDone();
    assertThat(admit(1)).isDone();
    assertThat(admit(2)).isNotDone();
    assertThat(throttle.hold()).isEqualTo(2);
  }

  @Test
  void hold_tellsTheNumberBeforeWhichAllAreSent() {
    throttle.release(Long.MAX_VALUE);
    assertThat(admit(4)).isDone();

    assertThat(throttle.hold()).isEqualTo(5);
    assertThat(admit(3)).isDone();
    assertThat(admit(5)).isNotDone();
  }

  @Test
  void pace_makesReadingsDueOneAfterTheOther() {
    throttle.release(10);
    assertThat(admit(9)).isDone();

    throttle.pace(1_000);

    assertThat(throttle.due(11) - throttle.due(10)).isEqualTo(1_000_000);
    assertThat(admit(10)).succeedsWithin(Duration.ofSeconds(10));
    assertThat(admit(10_000_000)).isNotDone();
    assertThat(admit(3)).isDone();
  }
}
