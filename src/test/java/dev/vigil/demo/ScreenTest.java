package dev.vigil.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  @Test
  void terminal_keeps_lines_and_writes_over_progress() {
    Screen screen = new Screen(out, 11);
    screen.progress("1 reading, and much more to say");
    screen.progress("2 readings");
    screen.say("an alert");
    screen.progress("3 readings");
    screen.end("{}");
    screen.say("too late");
    screen.progress("too late");
    String wiped = "\r          \r";
    assertThat(text.toString().replace(System.lineSeparator(), "\n"))
        .isEqualTo(
            "1 reading," + wiped + "2 readings" + wiped + "an alert\n3 readings" + wiped + "{}\n");
  }

  @Test
  void file_has_whole_lines_and_not_a_line_for_every_look() {
    Screen screen = new Screen(out, 0);
    screen.step("starting Kafka");
    screen.progress("1 reading");
    screen.progress("2 readings");
    screen.end("{}");
    assertThat(text.toString().lines()).containsExactly("starting Kafka", "{}");
  }

  @Test
  void file_is_told_nothing_before_the_time_of_a_line_is_over() {
    AtomicLong now = new AtomicLong(Duration.ofHours(1).toNanos());
    Screen screen = new Screen(out, 0, now::get);
    screen.progress("0 %");
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    screen.progress("40 %");
    screen.progress("41 %");
    assertThat(text.toString().lines()).containsExactly("40 %");
  }
}
