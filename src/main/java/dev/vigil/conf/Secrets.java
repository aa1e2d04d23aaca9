package dev.vigil.conf;

import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlSequence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks passwords and the like in a conf file's text, which is shown around what is wrong in it.
 * Every other character stays where it is.
 */
final class Secrets {
  private static final List<String> WORDS = List.of("password", "secret");

  /** Parts of names of Kafka's and Flink's keys. */
  private static final Pattern KEYS =
      Pattern.compile(
          "(?i)passw|secret|jaas|token|credential|api-?key|access-?key|keystore\\.key|basic[.-]auth");

  private static final Pattern PARTS = Pattern.compile("[._-]");
  private static final Pattern KEY = Pattern.compile("([\\w.-]+)[\"']?\\s*:(?=\\s|$)");

  /** What stands before a host's name. */
  private static final Pattern USER_INFO = Pattern.compile("://(\\S+)@");

  private final StringBuilder text;

  private Secrets(String text) {
    this.text = new StringBuilder(text);
  }

  /**
   * The file as it may be shown.
   *
   * @param root what it holds; empty where it cannot be read, and more than needed is blanked
   */
  static Source hide(Source written, Optional<YamlMapping> root) {
    Secrets secrets = new Secrets(written.text());
    root.ifPresentOrElse(secrets::values, secrets::lines);
    Matcher info = USER_INFO.matcher(written.text());
    while (info.find()) {
      secrets.blank(info.start(1), info.end(1));
    }
    return new Source(written.name(), secrets.text.toString());
  }

  private void values(YamlNode node) {
    if (node instanceof YamlSequence list) {
      list.items().forEach(this::values);
    } else if (node instanceof YamlMapping mapping) {
      for (YamlMapping.Entry entry : mapping.entries()) {
        Span value = entry.value().span();
        if (isSecret(entry.name())) {
          blank(value.start(), value.end());
        } else {
          values(entry.value());
        }
      }
    }
  }

  /** From the first such key of a line on: the rest of the line, and those set in further. */
  private void lines() {
    int start = 0;
    int hiddenBelow = Integer.MAX_VALUE;
    for (String line : text.toString().split("\n", -1)) {
      int margin = line.length() - line.stripLeading().length();
      if (margin > hiddenBelow) {
        blank(start, start + line.length());
      } else if (!line.isBlank()) {
        hiddenBelow = Integer.MAX_VALUE;
        Matcher key = KEY.matcher(line);
        while (key.find()) {
          if (isSecret(key.group(1))) {
            blank(start + key.end(), start + line.length());
            hiddenBelow = margin;
            break;
          }
        }
      }
      start += line.length() + 1;
    }
  }

  /** Also where the key is misspelt. */
  private static boolean isSecret(String key) {
    return KEYS.matcher(key).find()
        || PARTS.splitAsStream(key).anyMatch(part -> Spelling.closest(part, WORDS).isPresent());
  }

  private void blank(int start, int end) {
    for (int i = start; i < Math.min(end, text.length()); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        text.setCharAt(i, '*');
      }
    }
  }
}
