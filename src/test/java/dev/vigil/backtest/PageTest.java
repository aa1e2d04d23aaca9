package dev.vigil.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertRule;
import dev.vigil.alert.Opening;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.AlertSeverity;
import dev.vigil.rule.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page is given to draw. */
class PageTest {
  private static final String CONF =
      """
      streams:
        air:
          file: {paths: [air.csv]}
          format: csv
          time: {field: ts}
          key: [city]
          fields: {city: string, pm25: double}
      rules: {directory: rules}
      alerts: {console: true}
      dead_letters: {console: true}
      """;

  private static final long MINUTE = 60_000;
  private static final int BUSY = 10_000;
  private static final int MOST = 100;

  @TempDir Path directory;
  private final Conf conf = Conf.parse(new Source("vigil.yaml", CONF)).conf().orElseThrow();
  private final List<Variant> variants =
      RuleParser.parse(
              new Source("two.yaml", "rule: busy\nwhen: pm25 > 1\n---\nrule: rare\nwhen: pm25 > 9"),
              conf.catalog())
          .rules()
          .stream()
          .map(Variant::of)
          .toList();
  private final Ledger ledger = new Ledger(variants);
  private final Page page =
      new Page(
          new History(
              List.of(new Past.InFiles(conf.streams().get(0), List.of(Path.of("air.csv")))), conf),
          variants,
          MOST);

  @Test
  void moreAlertsThanAreDrawn_areThinnedOverAllOfTheTime() throws IOException {
    for (int i = 0; i < BUSY; i++) {
      alert("busy", "A", i * MINUTE, 30_000);
      if (i == 5_001) {
        alert("busy", "A", i * MINUTE + 1, 40_000);
      }
    }
    alert("rare", "B", (BUSY - 1) * MINUTE, 1_000);
    JsonNode data = written();
    List<JsonNode> drawn = list(data.get("alerts"));
    assertThat(drawn).hasSizeBetween(MOST / 2, MOST);
    long stretch = data.get("stretch").asLong();
    for (long at = 0; at < BUSY * MINUTE; at += stretch) {
      long from = at;
      assertThat(drawn)
          .filteredOn(alert -> alert.get(0).asInt() == 0)
          .filteredOn(alert -> alert.get(3).asLong() / stretch == from / stretch)
          .as("drawn from %d on", from)
          .hasSize(1);
    }
    assertThat(drawn)
        .extracting(JsonNode::toString)
        .contains("[1,1,599940000,599940000,599941000,1]");
    assertThat(drawn)
        .as("the longest of its stretch")
        .extracting(alert -> alert.get(3).asLong())
        .contains(5_001 * MINUTE + 1);
  }

  @Test
  void figures_areOfAllAlerts_andTheTableHasTheFirst() throws IOException {
    for (int i = 0; i < BUSY; i++) {
      alert("busy", i % 4 == 0 ? "A" : "B", i * MINUTE, 30_000);
    }
    JsonNode data = written();
    assertThat(data.get("keys")).hasToString("[\"A\",\"B\"]");
    assertThat(data.get("rows")).hasToString("[[0,0,2500],[0,1,7500]]");
    assertThat(list(data.get("listed")))
        .hasSize(Marks.LISTED)
        .last()
        .hasToString("[0,1,59940000,59940000,59970000,1]");
  }

  @Test
  void few_areAllDrawn_alsoWhatIsStillOpen() throws IOException {
    alert("busy", "A", 0, 30_000);
    page.alert(opened("busy", "A", MINUTE));
    assertThat(written().get("alerts")).hasToString("[[0,0,0,0,30000,1],[0,0,60000,60000,0,1]]");
  }

  private void alert(String rule, String key, long at, long lasting) {
    Alert opened = opened(rule, key, at);
    Alert closed = opened.closed(at + lasting, Alert.CloseReason.CONDITION, 0);
    for (ReplayListener listener : List.of(page, ledger)) {
      listener.alert(opened);
      listener.alert(closed);
    }
  }

  private static Alert opened(String rule, String key, long at) {
    AlertRule about = new AlertRule(rule, 0, "", AlertSeverity.WARNING, false, Map.of());
    Opening opening =
        new Opening(
            rule + key + at,
            about,
            Map.of("city", key),
            Map.of(),
            "",
            at,
            null,
            List.of(),
            null,
            null);
    return new Alert(opening, Alert.Action.OPEN, 1, at, null, null, 0);
  }

  private JsonNode written() throws IOException {
    Path file = directory.resolve("out.html");
    page.write(file, ledger, new Replayed(1, 1, Map.of(), Optional.empty(), 0, BUSY * MINUTE, 1));
    String text = Files.readString(file);
    String start = "<script type=\"application/json\" id=\"data\">";
    int from = text.indexOf(start) + start.length();
    return new ObjectMapper().readTree(text.substring(from, text.indexOf("</script>", from)));
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
