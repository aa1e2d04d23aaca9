package dev.vigil.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.alert.Alert;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rollup.Rollup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A backtest as one HTML page that needs nothing else: readings with the alerts marked on them, a
 * timeline and tables. What it remembers does not grow with the history but with the keys in it:
 * stretches of readings for so many of them, and {@link Marks so many alerts}.
 */
public final class Page implements ReplayListener {
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
  private static final int MOST_ALERTS = 20_000;
  private static final int MOST_PLOTS = 400;
  private static final int MOST_FIELDS = 4;

  private final Map<String, Shown> streams = new LinkedHashMap<>();
  private final Map<String, Integer> rules = new LinkedHashMap<>();
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final Map<Series, MinMax> plots = new LinkedHashMap<>();
  private final Set<Series> unplotted = new HashSet<>();
  private final Marks marks;

  private record Series(int key, Field field) {}

  /** Of a stream's readings: what says whose they are, and what is plotted. */
  private record Shown(List<Field> key, List<Field> fields) {}

  /** A page for the rules that are replayed, with the fields plotted that their alerts show. */
  public Page(History history, List<Variant> variants) {
    this(history, variants, MOST_ALERTS);
  }

  Page(History history, List<Variant> variants, int mostAlerts) {
    marks = new Marks(mostAlerts);
    variants.forEach(variant -> rules.put(variant.name(), rules.size()));
    for (Past part : history.parts()) {
      Schema schema = part.stream().schema();
      streams.put(schema.stream(), shown(schema, variants));
    }
    for (Rollup rollup : history.rollups(variants)) {
      streams.put(rollup.name(), shown(rollup.schema(), variants));
    }
  }

  private static Shown shown(Schema schema, List<Variant> variants) {
    List<Field> key =
        schema.key().stream().map(name -> Objects.requireNonNull(schema.field(name))).toList();
    List<Field> shown = new ArrayList<>();
    for (Variant variant : variants) {
      boolean reads = variant.reads(schema.stream());
      String name = reads ? variant.rule().valueField() : null;
      Field field = name == null ? null : schema.field(name);
      if (field != null && !shown.contains(field) && shown.size() < MOST_FIELDS) {
        shown.add(field);
      }
    }
    if (shown.isEmpty()) {
      schema.fields().stream()
          .filter(field -> field.type() == FieldType.DOUBLE || field.type() == FieldType.INT)
          .limit(1)
          .forEach(shown::add);
    }
    return new Shown(key, List.copyOf(shown));
  }

  @Override
  public void reading(Event event) {
    Shown stream = Objects.requireNonNull(streams.get(event.schema().stream()));
    StringBuilder text = new StringBuilder();
    for (Field part : stream.key()) {
      text.append(text.isEmpty() ? "" : ", ").append(event.value(part));
    }
    int at = key(text.toString());
    for (Field field : stream.fields()) {
      if (event.value(field) instanceof Number number && Double.isFinite(number.doubleValue())) {
        Series series = new Series(at, field);
        MinMax plot = plots.get(series);
        if (plot == null && plots.size() < MOST_PLOTS) {
          plot = new MinMax();
          plots.put(series, plot);
        }
        if (plot != null) {
          plot.add(event.timestamp(), number.doubleValue());
        } else {
          unplotted.add(series);
        }
      }
    }
  }

  private int key(String text) {
    Integer known = keys.get(text);
    if (known == null) {
      known = keys.size();
      keys.put(text, known);
    }
    return known;
  }

  @Override
  public void alert(Alert alert) {
    if (alert.action() == Alert.Action.RESOLVE) {
      marks.resolved(alert);
    } else {
      int rule = Objects.requireNonNull(rules.get(alert.rule()), alert.rule());
      marks.add(rule, key(RuleTally.keyText(alert)), alert);
    }
  }

  /** Writes the page. */
  public void write(Path file, Ledger ledger, Replayed replayed) throws IOException {
    // No markup in the data can end the element it stands in.
    String data = json(ledger, replayed).toString().replace("<", "\\u003c");
    String page = resource("/dev/vigil/backtest/report.html");
    String[] parts = page.split("/\\*(DATA|ECHARTS)\\*/", -1);
    Files.writeString(file, parts[0] + data + parts[1] + resource(ECHARTS) + parts[2]);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private ObjectNode json(Ledger ledger, Replayed replayed) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("first", replayed.first());
    json.put("last", replayed.last());
    json.put("readings", replayed.readings());
    json.put("deadLetters", replayed.deadLetters());
    json.put("rate", replayed.rate());
    json.put("unplotted", unplotted.size());
    ArrayNode all = json.putArray("rules");
    rules.keySet().forEach(rule -> rule(rule, ledger, all.addObject()));
    ArrayNode rows = json.putArray("rows");
    rules.forEach((rule, number) -> rows(number, ledger.tally(rule), rows));
    keys.keySet().forEach(json.putArray("keys")::add);
    marks.write(json);
    ArrayNode series = json.putArray("plots");
    plots.forEach((one, plot) -> plot(one, plot, series.addObject()));
    return json;
  }

  private static void rule(String name, Ledger ledger, ObjectNode into) {
    RuleTally tally = ledger.tally(name);
    into.put("name", name);
    into.put("alerts", tally.all().alerts());
    into.put("open", tally.open());
    into.put("millis", tally.all().millis());
    into.put("keys", tally.keys().size());
    into.put("nearMisses", ledger.nearMisses(name).count());
  }

  /** How many alerts each key has of a rule. */
  private void rows(int rule, RuleTally tally, ArrayNode into) {
    tally
        .keys()
        .forEach((key, share) -> into.addArray().add(rule).add(key(key)).add(share.alerts()));
  }

  private static void plot(Series series, MinMax plot, ObjectNode into) {
    into.put("key", series.key);
    into.put("field", series.field.name());
    ArrayNode points = into.putArray("points");
    plot.each((time, range) -> points.addArray().add(time).add(range[0]).add(range[1]));
  }
}
