package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that others have rules for: conditions for fields, Kafka for topics. */
final class Names {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern FIELD =
      Pattern.compile("[^`\\s\\p{Cntrl}]([^`\\p{Cntrl}]{0,126}[^`\\s\\p{Cntrl}])?");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  private Names() {}

  /** Reports a name that a stream cannot have. */
  static void checkStream(YamlScalar name, Diagnostics diagnostics) {
    if (!IDENTIFIER.matcher(name.text()).matches()) {
      diagnostics.error(
          "bad-name",
          name.span(),
          "a stream is named with letters, digits and _, not '" + name.text() + "'");
    }
  }

  /** Reports a name that conditions could not write, not even between backticks. */
  static void checkField(YamlScalar name, Diagnostics diagnostics) {
    if (!FIELD.matcher(name.text()).matches()) {
      diagnostics.error(
          "bad-name",
          name.span(),
          "a field's name has 1 to 128 characters, no backtick, no line break and no blank around"
              + " it",
          "'paths' says where a field is that has another name in the records");
    }
  }

  /** A topic's name. */
  static Optional<String> topic(MappingReader reader, String key, Diagnostics diagnostics) {
    return reader.scalar(key).filter(name -> isTopic(name, diagnostics)).map(YamlScalar::text);
  }

  /** A name in the ids of Kafka's transactions. */
  static Optional<String> transactions(MappingReader reader, String key, Diagnostics diagnostics) {
    return reader
        .scalar(key)
        .filter(name -> isOfTransactions(name, diagnostics))
        .map(YamlScalar::text);
  }

  private static boolean isOfTransactions(YamlScalar name, Diagnostics diagnostics) {
    boolean fits = IDENTIFIER.matcher(name.text()).matches();
    if (!fits) {
      diagnostics.error(
          "bad-name",
          name.span(),
          "transactions are named with letters, digits and _, not '" + name.text() + "'",
          "start with a letter or _, and take 128 characters at most");
    }
    return fits;
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
