package dev.vigil.condition;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How conditions write the names of fields: as they are, or in backticks. */
public final class FieldNames {
  private FieldNames() {}

  /** The name as conditions have it: {@code pm25}, {@code `PM2.5`}, {@code `for`}. */
  public static String written(String name) {
    return isPlain(name) ? name : "`" + name + "`";
  }

  /** Whether the name needs no backticks. */
  static boolean isPlain(String name) {
    return Words.isName(name) && !Words.isKeyword(name);
  }

  /** A path as conditions have it. */
  static String written(List<String> path) {
    return path.stream().map(FieldNames::written).collect(Collectors.joining("."));
  }

  /** The name without its backticks. */
  static String bare(String written) {
    boolean quoted = written.length() > 2 && written.startsWith("`") && written.endsWith("`");
    return quoted ? written.substring(1, written.length() - 1) : written;
  }

  /** The longest of the names that stands at an offset of the text as if it needed no backticks. */
  static Optional<String> unquotedAt(int offset, String text, Collection<String> names) {
    String longest = "";
    for (String name : names) {
      int from = Math.max(0, offset - name.length() + 1);
      for (int start = from; start <= offset && name.length() > longest.length(); start++) {
        boolean quoted = start > 0 && text.charAt(start - 1) == '`';
        if (!isPlain(name) && !quoted && text.startsWith(name, start)) {
          longest = name;
        }
      }
    }
    return Optional.of(longest).filter(name -> !name.isEmpty());
  }
}
