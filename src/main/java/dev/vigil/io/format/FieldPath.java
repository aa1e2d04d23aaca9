package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jayway.jsonpath.InvalidPathException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a record a value is.
 *
 * <p>{@code name} is a member at the top, dots and all. {@code $…} is a JsonPath from the reading,
 * {@code $$…} one from the whole record where it is split. {@code @key} and {@code @topic} are the
 * record's own; {@code @key[1]} is their second part between slashes or dots.
 */
sealed interface FieldPath {
  /** The value there, or null where there is none. */
  @Nullable JsonNode find(Tree tree) throws Refused;

  /** The member at the top of the reading that it names; empty where it names none. */
  default Optional<String> atTop() {
    return Optional.empty();
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it is no path, saying why
   */
  static FieldPath parse(String text) {
    if (text.startsWith("@")) {
      return Own.parse(text);
    }
    if (text.startsWith("$")) {
      boolean fromRoot = text.startsWith("$$");
      String path = fromRoot ? text.substring(1) : text;
      List<String> names = Members.names(path);
      return names.isEmpty() ? new Query(jsonPath(path), fromRoot) : new Members(names, fromRoot);
    }
    return named(text);
  }

  /** The member of that very name at the top of the reading. */
  static FieldPath named(String name) {
    return new Members(List.of(name), false);
  }

  private static JsonPaths jsonPath(String path) {
    try {
      return JsonPaths.compile(path);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a JsonPath: " + e.getMessage(), e);
    }
  }

  /** Members inside members: most paths, and far faster than the general way. */
  record Members(List<String> names, boolean fromRoot) implements FieldPath {
    private static final Pattern STEP =
        Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|\\['([^'\\\\]*)']");

    /** The names of a path that has only members; empty for every other path. */
    static List<String> names(String path) {
      List<String> names = new ArrayList<>();
      Matcher step = STEP.matcher(path);
      int at = 1;
      while (at < path.length()) {
        if (!step.find(at) || step.start() != at) {
          return List.of();
        }
        names.add(step.group(1) != null ? step.group(1) : step.group(2));
        at = step.end();
      }
      return names;
    }

    @Override
    public Optional<String> atTop() {
      return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    @Override
    public @Nullable JsonNode find(Tree tree) {
      JsonNode node = fromRoot ? tree.root() : tree.reading();
      for (int i = 0; i < names.size(); i++) {
        node = node.get(names.get(i));
        if (node == null) {
          return null;
        }
      }
      return node;
    }
  }

  /** Any other JsonPath. */
  record Query(JsonPaths path, boolean fromRoot) implements FieldPath {
    @Override
    public @Nullable JsonNode find(Tree tree) throws Refused {
      return path.one(fromRoot ? tree.root() : tree.reading());
    }
  }

  /** The record's key or topic, or a part of it. */
  record Own(boolean key, int part) implements FieldPath {
    private static final Pattern SYNTAX = Pattern.compile("@(key|topic)(?:\\[(\\d{1,3})])?");
    private static final Pattern SEPARATOR = Pattern.compile("[/.]");
    private static final int WHOLE = -1;

    static Own parse(String text) {
      Matcher matcher = SYNTAX.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("'@' starts @key, @key[N], @topic or @topic[N]");
      }
      String part = matcher.group(2);
      return new Own(matcher.group(1).equals("key"), part == null ? WHOLE : Integer.parseInt(part));
    }

    @Override
    public @Nullable JsonNode find(Tree tree) {
      RawRecord record = tree.record();
      byte[] bytes = record.key();
      if (key && bytes == null) {
        return null;
      }
      String whole = bytes != null && key ? utf8(bytes) : record.source();
      if (part == WHOLE) {
        return TextNode.valueOf(whole);
      }
      String[] parts = SEPARATOR.split(whole, -1);
      return part < parts.length ? TextNode.valueOf(parts[part]) : null;
    }

    private static String utf8(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
