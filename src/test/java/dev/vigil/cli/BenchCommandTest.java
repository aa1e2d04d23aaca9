package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.Suites;
import dev.vigil.bench.suite.Suite;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... arguments) {
    CommandLine vigil = Vigil.commandLine();
    vigil.setOut(new PrintWriter(out, true));
    vigil.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "bench";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return vigil.execute(all);
  }

  @Test
  void help_namesEverySuite() {
    assertThat(bench("--help")).isZero();

    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(String.join(", ", Suites.ALL.stream().map(Suite::name).toList()) + ", all")
        .contains("backtest");
  }

  @Test
  void noSuite_isAskedFor() {
    assertThat(bench()).isEqualTo(2);

    assertThat(err.toString()).contains("which suite? one or more of match, sequences");
  }

  @Test
  void unknownSuite_isAnsweredWithTheKnownOnes() {
    assertThat(bench("match", "mtach", "--quick")).isEqualTo(2);

    assertThat(err.toString()).contains("no suite mtach; there are match, sequences");
  }

  @Test
  void backtest_asManySubtasksAsABacktestTakes() {
    assertThat(bench("backtest", "rules", "--parallelism", "129", "--data", "a.csv")).isEqualTo(2);

    assertThat(err.toString()).contains("--parallelism is 1 to 128, not 129");
  }

  @Test
  void backtest_wantsItsReadings() {
    assertThat(bench("backtest", "rules")).isEqualTo(2);

    assertThat(err.toString()).contains("--data");
  }
}
