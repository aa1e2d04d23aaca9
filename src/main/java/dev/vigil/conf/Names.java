package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that others have rules for: CEL for fields and streams, Kafka for topics. */
final class Names {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  /** Words that no CEL expression can have as a variable. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private Names() {}

  /** Reports a name that conditions could not use. */
  static void check(String what, YamlScalar name, Diagnostics diagnostics) {
    if (!IDENTIFIER.matcher(name.text()).matches()) {
      diagnostics.error(
          "bad-name",
          name.span(),
          "a " + what + " is named with letters, digits and _, not '" + name.text() + "'",
          "'paths' says where a field is that has another name in the records");
    } else if (RESERVED.contains(name.text())) {
      diagnostics.error(
          "bad-name", name.span(), "'" + name.text() + "' is a word of the condition language");
    }
  }

  /** A topic's name. */
  static Optional<String> topic(MappingReader reader, String key, Diagnostics diagnostics) {
    return reader.scalar(key).filter(name -> isTopic(name, diagnostics)).map(YamlScalar::text);
  }

  static boolean isTopic(YamlScalar name, Diagnostics diagnostics) {
    String text = name.text();
    if (TOPIC.matcher(text).matches() && !text.equals(".") && !text.equals("..")) {
      return true;
    }
    diagnostics.error("bad-name", name.span(), "'" + text + "' is no name of a Kafka topic");
    return false;
  }
}
