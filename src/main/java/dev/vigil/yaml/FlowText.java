package dev.vigil.yaml;

import java.util.List;

/** Writes a node as a document of its own, in one line, with what its aliases stand for. */
public final class FlowText {
  private final StringBuilder out = new StringBuilder();

  private FlowText() {}

  /** A text that reads as an equal node. */
  public static String of(YamlNode node) {
    FlowText text = new FlowText();
    text.write(node);
    return text.out.toString();
  }

  private void write(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      List<YamlMapping.Entry> entries = mapping.entries();
      for (int i = 0; i < entries.size(); i++) {
        out.append(i == 0 ? "{" : ", ");
        quote(entries.get(i).name());
        out.append(": ");
        write(entries.get(i).value());
      }
      out.append(entries.isEmpty() ? "{}" : "}");
    } else if (node instanceof YamlSequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        out.append(i == 0 ? "[" : ", ");
        write(sequence.items().get(i));
      }
      out.append(sequence.items().isEmpty() ? "[]" : "]");
    } else if (node instanceof YamlScalar scalar) {
      switch (scalar.kind()) {
        case STRING -> quote(scalar.text());
        case NULL -> out.append("null");
        default -> out.append(scalar.text());
      }
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    out.append('"');
  }
}
