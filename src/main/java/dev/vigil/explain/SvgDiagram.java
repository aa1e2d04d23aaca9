package dev.vigil.explain;

import dev.vigil.condition.Checked;
import dev.vigil.plan.Stage;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule's stages as a picture that needs nothing else: a row of boxes, groups in frames, what must
 * not come dashed. Light or dark as its viewer is.
 */
public final class SvgDiagram {
  private static final int MARGIN = 24;
  private static final int ARROW = 126;
  private static final int PADDING = 18;
  private static final int TITLE = 26;

  /** Room above a box for its loop. */
  private static final int LOOP = 40;

  private static final int LINE = 16;
  private static final double LETTER = 7.3;
  private static final int LETTERS = 30;
  private static final int LINES = 6;
  private static final int OUTCOME = 84;

  private static final String STYLE =
      """
      <style>
        svg { --ink: #1f2933; --faint: #66737f; --box: #f4f7fa; --line: #8795a1; --not: #b3392f;
          --loop: #1864ab; --back: #ffffff; }
        @media (prefers-color-scheme: dark) {
          svg { --ink: #e6ebf0; --faint: #9fb0bf; --box: #22303c; --line: #6b7f90; --not: #ff8a7a;
            --loop: #74c0fc; --back: #15202b; }
        }
        .back { fill: var(--back); }
        .box { fill: var(--box); stroke: var(--line); stroke-width: 1.5; }
        .frame { fill: none; stroke: var(--line); stroke-width: 1.5; }
        .not { stroke: var(--not); stroke-dasharray: 5 4; }
        .start { fill: var(--line); }
        .arrow { fill: none; stroke: var(--line); stroke-width: 1.5; marker-end: url(#head); }
        .loop { fill: none; stroke: var(--loop); stroke-width: 1.5; marker-end: url(#loop); }
        .head { fill: var(--line); }
        .loophead { fill: var(--loop); }
        text { fill: var(--ink); font: 13px system-ui, sans-serif; }
        .name { font-weight: 600; }
        .cel { font: 12px ui-monospace, monospace; }
        .on { fill: var(--faint); font-size: 12px; text-anchor: middle; }
        .times { fill: var(--loop); font-size: 12px; text-anchor: middle; }
        .mid { text-anchor: middle; }
        .title { font-size: 16px; font-weight: 600; }
      </style>
      <defs>
        <marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8"
          orient="auto"><path class="head" d="M0,0 L8,4 L0,8 z"/></marker>
        <marker id="loop" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8"
          orient="auto"><path class="loophead" d="M0,0 L8,4 L0,8 z"/></marker>
      </defs>
      """;

  private final StringBuilder out = new StringBuilder();

  private SvgDiagram() {}

  /** The picture, a whole SVG document. */
  public static String of(Rule rule) {
    SvgDiagram diagram = new SvgDiagram();
    diagram.draw(rule);
    return diagram.out.toString();
  }

  private void draw(Rule rule) {
    List<Stage> stages = rule.plan().stages();
    String bounds = Labels.bounds(rule.plan());
    int rowHeight = height(stages);
    int wide = 2 * MARGIN + 12 + ARROW + width(stages) + ARROW + OUTCOME;
    int titled = 2 * MARGIN + (int) (rule.id().length() * 9.5);
    int width = Math.max(wide, titled);
    int height = 2 * MARGIN + 24 + rowHeight + (bounds.isEmpty() ? 0 : 36);
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
            .formatted(width, height, width, height));
    line("<title>" + escaped(rule.id() + ": " + rule.description()) + "</title>");
    out.append(STYLE);
    line("<rect class=\"back\" width=\"%d\" height=\"%d\"/>".formatted(width, height));
    text("title", MARGIN, MARGIN + 14, rule.id());
    int y = MARGIN + 24 + rowHeight / 2;
    line("<circle class=\"start\" cx=\"%d\" cy=\"%d\" r=\"6\"/>".formatted(MARGIN + 6, y));
    arrow(MARGIN + 12, y, Labels.contiguity(stages.get(0)));
    int x = row(stages, MARGIN + 12 + ARROW, y);
    arrow(x, y, "");
    x += ARROW;
    line(
        "<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"36\" rx=\"18\"/>"
            .formatted(x, y - 18, OUTCOME));
    text("name mid", x + OUTCOME / 2, y + 5, Labels.outcome(rule.plan()));
    if (!bounds.isEmpty()) {
      bracket(MARGIN + 12 + ARROW, x - ARROW, MARGIN + 24 + rowHeight + 12, bounds);
    }
    line("</svg>");
  }

  /** Draws stages with arrows between them; where the last one ends. */
  private int row(List<Stage> stages, int from, int y) {
    int x = from;
    for (Stage stage : stages) {
      if (x > from) {
        arrow(x, y, Labels.contiguity(stage));
        x += ARROW;
      }
      int width = width(stage);
      if (stage instanceof Stage.Group group) {
        frame(group, x, y, width);
      } else {
        box((Stage.Single) stage, x, y, width);
      }
      if (stage.quantifier().isLooping()) {
        loop(x, y - height(stage) / 2 + LOOP, width, Labels.loop(stage));
      }
      x += width;
    }
    return x;
  }

  private void box(Stage.Single stage, int x, int y, int width) {
    List<String> cel = wrapped(stage.where());
    int height = TITLE + cel.size() * LINE + 10;
    String not = stage.contiguity().isNegative() ? " not" : "";
    line(
        "<rect class=\"box%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>"
            .formatted(not, x, y - height / 2, width, height));
    text("name", x + 12, y - height / 2 + 20, name(stage));
    for (int i = 0; i < cel.size(); i++) {
      text("cel", x + 12, y - height / 2 + TITLE + 12 + i * LINE, cel.get(i));
    }
  }

  private void frame(Stage.Group group, int x, int y, int width) {
    int inner = height(group.stages());
    int top = y - inner / 2 - TITLE;
    line(
        "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"12\"/>"
            .formatted(x, top, width, inner + 2 * TITLE));
    text("name", x + 12, top + 20, name(group));
    row(group.stages(), x + PADDING, y);
  }

  private void loop(int x, int top, int width, String label) {
    int right = x + width - width / 4;
    int left = x + width / 4;
    line(
        "<path class=\"loop\" d=\"M%d,%d C%d,%d %d,%d %d,%d\"/>"
            .formatted(right, top, right, top - 26, left, top - 26, left, top));
    text("times", x + width / 2, top - 25, label);
  }

  private void arrow(int x, int y, String label) {
    line("<path class=\"arrow\" d=\"M%d,%d L%d,%d\"/>".formatted(x + 4, y, x + ARROW - 2, y));
    text("on", x + ARROW / 2, y - 7, label);
  }

  private void bracket(int from, int to, int y, String label) {
    line("<path class=\"frame\" d=\"M%d,%d v8 H%d v-8\"/>".formatted(from, y - 8, to));
    text("on", (from + to) / 2, y + 18, label);
  }

  private static int width(List<Stage> stages) {
    int width = -ARROW;
    for (Stage stage : stages) {
      width += ARROW + width(stage);
    }
    return width;
  }

  private static int width(Stage stage) {
    int named = (int) (name(stage).length() * LETTER * 1.1) + 24;
    if (stage instanceof Stage.Group group) {
      return Math.max(named, width(group.stages()) + 2 * PADDING);
    }
    int letters =
        wrapped(((Stage.Single) stage).where()).stream().mapToInt(String::length).max().orElse(0);
    return Math.max(Math.max(named, 90), (int) (letters * LETTER) + 24);
  }

  private static int height(List<Stage> stages) {
    return stages.stream().mapToInt(SvgDiagram::height).max().orElse(0);
  }

  /** With room for its loop above, and as much below, so that all boxes of a row are centred. */
  private static int height(Stage stage) {
    int loop = stage.quantifier().isLooping() ? 2 * LOOP : 0;
    return loop
        + (stage instanceof Stage.Group group
            ? height(group.stages()) + 2 * TITLE
            : TITLE + wrapped(((Stage.Single) stage).where()).size() * LINE + 10);
  }

  private static String name(Stage stage) {
    return stage.name() + (stage.quantifier().optional() ? " (optional)" : "");
  }

  /** The condition in a few short lines, cut where it is long. */
  private static List<String> wrapped(@Nullable Checked where) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    String text = where == null ? "any reading" : where.text().strip();
    for (String word : text.split("\\s+", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > LETTERS) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "");
      line.append(word.length() > LETTERS ? word.substring(0, LETTERS - 1) + "…" : word);
    }
    lines.add(line.toString());
    if (lines.size() <= LINES) {
      return lines;
    }
    List<String> cut = new ArrayList<>(lines.subList(0, LINES - 1));
    cut.add("…");
    return cut;
  }

  private void text(String kind, int x, int y, String text) {
    if (!text.isEmpty()) {
      line("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>".formatted(kind, x, y, escaped(text)));
    }
  }

  /** XML has no characters below the space, escaped or not. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> out.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
