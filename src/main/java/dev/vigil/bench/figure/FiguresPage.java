package dev.vigil.bench.figure;

import java.util.List;
import java.util.Map;

/** Figures of suites as one HTML page that needs nothing else. */
public final class FiguresPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <link rel="icon" href="data:,">
      <title>Vigil: figures</title>
      <style>
      :root { --ink: #1d2430; --soft: #5d6878; --line: #dde2e9; --paper: #ffffff; --card: #f6f8fa; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e4e8ee; --soft: #98a3b3; --line: #323a47; --paper: #14181f; --card: #1b212b; }
      }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 1000px; padding: 24px; background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
      h1 { font-size: 22px; margin: 0 0 12px; }
      h2 { font-size: 17px; margin: 40px 0 4px; }
      p { margin: 0 0 12px; color: var(--soft); }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
      dt { color: var(--soft); }
      dd { margin: 0; }
      svg.chart { display: block; max-width: 100%; height: auto; margin: 12px 0; border: 1px solid var(--line); border-radius: 8px; }
      .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
      table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
      th, td { padding: 4px 12px; text-align: left; white-space: nowrap; border-bottom: 1px solid var(--line); }
      tr:last-child td { border-bottom: 0; }
      th { background: var(--card); font-weight: 600; }
      .number { text-align: right; }
      </style>
      </head>
      <body>
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  /** A page that begins with what the figures were measured on, and how. */
  public FiguresPage(Map<String, String> facts) {
    out.append("<h1>Vigil: figures</h1>\n<dl>\n");
    facts.forEach(
        (name, fact) ->
            out.append("<dt>")
                .append(Markup.escape(name))
                .append("</dt><dd>")
                .append(Markup.escape(fact))
                .append("</dd>\n"));
    out.append("</dl>\n");
  }

  /** Adds figures under a heading: as plots, and as a table. */
  public void add(String name, String title, List<Plot> plots, List<Figure> figures) {
    out.append("<h2 id=\"").append(Markup.escape(name)).append("\">");
    out.append(Markup.escape(name)).append("</h2>\n<p>");
    out.append(Markup.escape(title)).append(".</p>\n");
    for (Plot plot : plots) {
      Chart.svg(plot, figures).ifPresent(out::append);
    }
    table(FigureTable.of(figures));
  }

  private void table(FigureTable table) {
    out.append("<div class=\"scroll\"><table>\n");
    row(table, "th", table.columns());
    table.rows().forEach(row -> row(table, "td", row));
    out.append("</table></div>\n");
  }

  private void row(FigureTable table, String tag, List<String> cells) {
    out.append("<tr>");
    for (int column = 0; column < cells.size(); column++) {
      out.append('<').append(tag).append(table.isNumeric(column) ? " class=\"number\">" : ">");
      out.append(Markup.escape(cells.get(column))).append("</").append(tag).append('>');
    }
    out.append("</tr>\n");
  }

  /** The file's text. */
  public String html() {
    return out + "</body>\n</html>\n";
  }
}
