package dev.vigil.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void guesses_the_closest_name() {
    List<String> known = List.of("pm10", "pm25", "station", "median");
    assertThat(Spelling.hint("pm52", known)).hasValue("did you mean pm25?");
    assertThat(Spelling.hint("Station", known)).hasValue("did you mean station?");
    assertThat(Spelling.hint("medain", known)).hasValue("did you mean median?");
  }

  @Test
  void guesses_nothing_for_a_name_unlike_all_others() {
    assertThat(Spelling.closest("humidity", List.of("pm10", "station"))).isEmpty();
    assertThat(Spelling.closest("x", List.of())).isEmpty();
  }
}
