package dev.vigil.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys as text: the names of the key's fields, then their values. Text hashes alike in every JVM,
 * and a key in a savepoint can be read without the rules.
 */
public final class Keys {
  private static final char VALUES = '\u001e';
  private static final char NEXT = '\u001f';
  private static final char ESCAPE = '\u001b';

  private Keys() {}

  /** The text of a key spec. */
  public static String spec(List<String> fields) {
    StringBuilder out = new StringBuilder();
    for (String field : fields) {
      append(out, field);
    }
    return out.toString();
  }

  /** What the keys of a spec begin with. */
  public static String prefix(String spec) {
    return spec + VALUES;
  }

  /** The spec a key belongs to. */
  public static String specOf(String key) {
    return key.substring(0, key.indexOf(VALUES));
  }

  /** The fields and values of a key, in order. */
  public static Map<String, String> values(String key) {
    int at = key.indexOf(VALUES);
    List<String> fields = split(key.substring(0, at));
    List<String> values = split(key.substring(at + 1));
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      named.put(fields.get(i), values.get(i));
    }
    return named;
  }

  /** Adds a part; none of its characters is taken for a mark. */
  static void append(StringBuilder out, String part) {
    if (hasMark(part)) {
      appendEscaped(out, part);
    } else {
      out.append(part); // at once, as nearly every part can be
    }
    out.append(NEXT);
  }

  private static boolean hasMark(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (isMark(part.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMark(char c) {
    return c == VALUES || c == NEXT || c == ESCAPE;
  }

  private static void appendEscaped(StringBuilder out, String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (isMark(c)) {
        out.append(ESCAPE).append((char) (c + '@'));
      } else {
        out.append(c);
      }
    }
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == NEXT) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c == ESCAPE ? (char) (text.charAt(++i) - '@') : c);
      }
    }
    return parts;
  }
}
