package dev.vigil.explain;

import dev.vigil.condition.Checked;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Stage;
import dev.vigil.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule's stages as a Graphviz graph. */
public final class DotDiagram {
  private final StringBuilder out = new StringBuilder();

  private DotDiagram() {}

  /** The graph in Graphviz's language. */
  public static String of(Rule rule) {
    DotDiagram diagram = new DotDiagram();
    diagram.graph(rule);
    return diagram.out.toString();
  }

  private void graph(Rule rule) {
    Plan plan = rule.plan();
    line("", "digraph " + quoted(rule.id()) + " {");
    line("  ", "rankdir=LR; compound=true; labelloc=b; fontname=\"sans-serif\"");
    line("  ", "label=" + quoted(Labels.bounds(plan)));
    line("  ", "node [shape=box, style=rounded, fontname=\"monospace\", fontsize=11]");
    line("  ", "edge [fontname=\"sans-serif\", fontsize=10]");
    line("  ", "\"(readings)\" [shape=circle, label=\"\", width=0.2]");
    String last = sequence(plan.stages(), "\"(readings)\"", "  ");
    line("  ", "\"(alert)\" [shape=doubleoctagon, label=" + quoted(Labels.outcome(plan)) + "]");
    line("  ", last + " -> \"(alert)\"");
    line("", "}");
  }

  /** Writes the stages; the node that the next one follows. */
  private String sequence(List<Stage> stages, String before, String indent) {
    String previous = before;
    for (Stage stage : stages) {
      String label = " [label=" + quoted(Labels.contiguity(stage)) + "]";
      if (stage instanceof Stage.Group group) {
        String first = quoted(first(group));
        line(indent, "subgraph " + quoted("cluster_" + group.name()) + " {");
        line(indent + "  ", "label=" + quoted(title(group)) + "; style=rounded; labelloc=t");
        String end = sequence(group.stages(), "", indent + "  ");
        line(indent, "}");
        line(indent, previous + " -> " + first + label);
        loop(group, end, first, indent);
        previous = end;
      } else {
        node((Stage.Single) stage, indent);
        String node = quoted(stage.name());
        if (!previous.isEmpty()) {
          line(indent, previous + " -> " + node + label);
        }
        loop(stage, node, node, indent);
        previous = node;
      }
    }
    return previous;
  }

  private static String first(Stage stage) {
    return stage instanceof Stage.Group group ? first(group.stages().get(0)) : stage.name();
  }

  private void node(Stage.Single stage, String indent) {
    String dashed = stage.contiguity().isNegative() ? ", style=\"rounded,dashed\"" : "";
    String text = title(stage) + "\n" + text(stage.where());
    line(indent, quoted(stage.name()) + " [label=" + quoted(text) + dashed + "]");
  }

  private void loop(Stage stage, String from, String to, String indent) {
    if (stage.quantifier().isLooping()) {
      line(indent, from + " -> " + to + " [label=" + quoted(Labels.loop(stage)) + "]");
    }
  }

  private static String title(Stage stage) {
    return stage.name() + (stage.quantifier().optional() ? " (optional)" : "");
  }

  private static String text(@Nullable Checked where) {
    return where == null ? "any reading" : where.text().strip();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private void line(String indent, String text) {
    out.append(indent).append(text).append('\n');
  }
}
