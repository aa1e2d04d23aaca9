package dev.vigil.bench.figure;

import dev.vigil.bench.figure.PlotLine.Point;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A plot as a picture that needs nothing else: SVG with its own paper, light or dark. */
public final class Chart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 380;
  private static final int LEFT = 78;
  private static final int TOP = 48;
  private static final int BOTTOM = 56;
  private static final int MARGIN = 20;
  private static final double LETTER = 6.8;
  private static final int LEGEND_LINE = 20;

  private static final String STYLE =
      """
      <style>
        .chart .back { fill: #ffffff; }
        .chart .grid { stroke: #dde2e9; stroke-width: 1; }
        .chart text { fill: #1f2933; font: 12px system-ui, sans-serif; }
        .chart .title { font-size: 15px; font-weight: 600; }
        .chart .faint { fill: #66737f; }
        .chart .mid { text-anchor: middle; }
        .chart .end { text-anchor: end; }
        .chart .line { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
        @media (prefers-color-scheme: dark) {
          .chart .back { fill: #15202b; }
          .chart .grid { stroke: #323a47; }
          .chart text { fill: #e6ebf0; }
          .chart .faint { fill: #9fb0bf; }
        }
      </style>
      """;

  /** Legible on white and on dark. */
  private static final List<String> COLORS =
      List.of(
          "#2f7ed8", "#d9534f", "#3a9d5d", "#e08b1d", "#9b6bc9", "#17a2a8", "#c94f8a", "#8c6d46");

  private static final List<String> DASHES = List.of("", "7 4", "2 3", "9 3 2 3");

  private final Plot plot;
  private final List<PlotLine> lines;
  private final StringBuilder out = new StringBuilder();
  private final Axis y;
  private final double right;

  private Chart(Plot plot, List<PlotLine> lines) {
    this.plot = plot;
    this.lines = lines;
    List<Double> values = new ArrayList<>();
    lines.forEach(line -> line.points().forEach(point -> values.add(point.y())));
    this.y = Axis.of(values, plot.logY());
    int letters = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
    this.right = WIDTH - MARGIN - (letters == 0 ? 0 : letters * LETTER + 44);
  }

  /** The plot of these figures; empty where it shows none of them. */
  public static Optional<String> svg(Plot plot, List<Figure> figures) {
    List<PlotLine> lines = PlotLine.of(plot, figures);
    return lines.isEmpty() ? Optional.empty() : Optional.of(new Chart(plot, lines).draw());
  }

  private String draw() {
    int height = Math.max(HEIGHT, TOP + lines.size() * LEGEND_LINE + MARGIN);
    add(
        "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">%n",
        WIDTH, height, WIDTH, height, Markup.escape(plot.title()));
    out.append(STYLE);
    add("<rect class=\"back\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n", WIDTH, height);
    text(MARGIN, 28, "title", plot.title());
    for (double tick : y.ticks()) {
      grid(tick);
    }
    add(
        "<text class=\"faint mid\" transform=\"translate(16 %s) rotate(-90)\">%s</text>%n",
        number((top() + bottom()) / 2), Markup.escape(words(plot.y())));
    text((LEFT + right) / 2, HEIGHT - 12, "faint mid", words(plot.x()));
    boolean numbers = PlotLine.areNumbers(lines);
    if (numbers) {
      drawLines();
    } else {
      drawBars();
    }
    legend(numbers);
    return out.append("</svg>\n").toString();
  }

  private void grid(double tick) {
    double at = y(tick);
    add("<path class=\"grid\" d=\"M%d %s H%s\"/>%n", LEFT, number(at), number(right));
    text(LEFT - 8, at + 4, "end", Axis.label(tick));
  }

  private void drawLines() {
    List<Double> values = new ArrayList<>();
    lines.forEach(line -> line.points().forEach(point -> values.add(point.x())));
    Axis x = Axis.of(values, plot.logX());
    for (double tick : x.ticks()) {
      text(x(x, tick), bottom() + 18, "mid", Axis.label(tick));
    }
    for (int i = 0; i < lines.size(); i++) {
      PlotLine line = lines.get(i);
      StringBuilder path = new StringBuilder();
      for (Point point : line.points()) {
        path.append(path.isEmpty() ? "M" : " L")
            .append(number(x(x, point.x())))
            .append(' ')
            .append(number(y(point.y())));
      }
      add("<path class=\"line\" %s d=\"%s\"/>%n", stroke(i), path);
      for (Point point : line.points()) {
        add(
            "<circle cx=\"%s\" cy=\"%s\" r=\"3.4\" fill=\"%s\">%s</circle>%n",
            number(x(x, point.x())), number(y(point.y())), color(i), tip(line, point));
      }
    }
  }

  private void drawBars() {
    LinkedHashSet<String> places = new LinkedHashSet<>();
    lines.forEach(line -> line.points().forEach(point -> places.add(point.place())));
    List<String> groups = new ArrayList<>(places);
    double group = (right - LEFT) / groups.size();
    double bar = Math.min(56, group * 0.8 / lines.size());
    for (int g = 0; g < groups.size(); g++) {
      text(LEFT + (g + 0.5) * group, bottom() + 18, "mid", groups.get(g));
    }
    for (int i = 0; i < lines.size(); i++) {
      for (Point point : lines.get(i).points()) {
        double middle = LEFT + (groups.indexOf(point.place()) + 0.5) * group;
        double left = middle + (i - lines.size() / 2.0) * bar;
        double top = y(point.y());
        add(
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\">%s</rect>%n",
            number(left + 1),
            number(top),
            number(bar - 2),
            number(Math.max(0.5, bottom() - top)),
            color(i),
            tip(lines.get(i), point));
        if (bar > 30) {
          text(left + bar / 2, top - 5, "mid", Axis.label(point.y()));
        }
      }
    }
  }

  private void legend(boolean numbers) {
    for (int i = 0; i < lines.size(); i++) {
      String name = lines.get(i).name();
      if (!name.isEmpty()) {
        double at = top() + 8 + i * LEGEND_LINE;
        if (numbers) {
          add(
              "<path class=\"line\" %s d=\"M%s %s h22\"/>%n",
              stroke(i), number(right + 14), number(at));
        } else {
          add(
              "<path fill=\"%s\" d=\"M%s %s h12 v12 h-12 z\"/>%n",
              color(i), number(right + 22), number(at - 6));
        }
        text(right + 42, at + 4, "", name);
      }
    }
  }

  private String tip(PlotLine line, Point point) {
    return "<title>"
        + Markup.escape((line.name() + " " + point.place() + ": " + Figure.text(point.y())).strip())
        + "</title>";
  }

  private static double top() {
    return TOP;
  }

  private static double bottom() {
    return HEIGHT - BOTTOM;
  }

  private double y(double value) {
    return bottom() - y.at(value) * (bottom() - top());
  }

  private double x(Axis x, double value) {
    double inset = 12;
    return LEFT + inset + x.at(value) * (right - LEFT - 2 * inset);
  }

  private static String color(int line) {
    return COLORS.get(line % COLORS.size());
  }

  private static String stroke(int line) {
    String dash = DASHES.get(line % DASHES.size());
    return "stroke=\"" + color(line) + "\" stroke-dasharray=\"" + dash + "\"";
  }

  /** A name as people say it: readings_per_s is readings per s. */
  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private void text(double x, double y, String style, String text) {
    add(
        "<text x=\"%s\" y=\"%s\" class=\"%s\">%s</text>%n",
        number(x), number(y), style, Markup.escape(text));
  }

  private void add(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
