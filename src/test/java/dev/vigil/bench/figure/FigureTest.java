package dev.vigil.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final Figure FIGURE =
      Figure.of("match")
          .at("engine", "vigil")
          .at("rules", 100)
          .at("interval", "off, or \"none\"")
          .value("readings_per_s", 268_849.4)
          .value("matches", 69)
          .value("share", 0.123456);

  @Test
  void json_isOneFlatLineInOrder_withNumbersAsNumbers() throws Exception {
    assertThat(FIGURE.json())
        .isEqualTo(
            "{\"suite\":\"match\",\"engine\":\"vigil\",\"rules\":100,"
                + "\"interval\":\"off, or \\\"none\\\"\",\"readings_per_s\":268849,\"matches\":69,"
                + "\"share\":0.1235}");
    assertThat(new ObjectMapper().readTree(FIGURE.json()).get("rules").isInt()).isTrue();
  }

  @Test
  void json_ofAPlaceThatOnlyLooksLikeANumber_isText() {
    assertThat(Figure.of("x").at("id", "007").at("range", "1-2").json())
        .isEqualTo("{\"suite\":\"x\",\"id\":\"007\",\"range\":\"1-2\"}");
  }

  @Test
  void values_thatAreNotFinite_areRefused() {
    assertThatThrownBy(() -> Figure.of("x").value("ratio", 1.0 / 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ratio of x is Infinity");
  }

  @Test
  void csv_hasTheUnionOfTheNames() {
    Figure other = Figure.of("recovery").at("engine", "vigil").value("seconds", 1.5);

    assertThat(FiguresCsv.of(List.of(FIGURE, other)))
        .isEqualTo(
            """
            suite,engine,rules,interval,readings_per_s,matches,share,seconds
            match,vigil,100,"off, or ""none\""",268849,69,0.1235,
            recovery,vigil,,,,,,1.5
            """);
  }

  @Test
  void table_putsNumbersToTheRight() {
    Figure other = Figure.of("match").at("engine", "none").at("rules", 5).value("matches", 7_000);
    StringWriter printed = new StringWriter();

    FigureTable.print(
        List.of(
            Figure.of("match").at("engine", "vigil").at("rules", 100).value("share", 0.5), other),
        new PrintWriter(printed, true));

    assertThat(printed)
        .hasToString(
            """

            engine  rules  share  matches
            vigil     100    0.5
            none        5           7,000
            """);
  }
}
