package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a record becomes readings: {@code $.results[*]}, or {@code zip($.fields, $.data[*])} for rows
 * whose column names stand elsewhere.
 */
sealed interface Split {
  /** The readings of a record, in order. */
  List<JsonNode> split(JsonNode root) throws Refused;

  /**
   * Reads a split.
   *
   * @throws IllegalArgumentException if it is none, saying why
   */
  static Split parse(String text) {
    try {
      Matcher zip = Zip.SYNTAX.matcher(text.strip());
      return zip.matches()
          ? new Zip(JsonPaths.compile(zip.group(1)), JsonPaths.compile(zip.group(2)))
          : new Each(JsonPaths.compile(text.strip()));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a JsonPath: " + e.getMessage(), e);
    }
  }

  private static JsonNode list(JsonPaths path, JsonNode root) throws Refused {
    JsonNode found = path.all(root);
    if (found == null || !found.isArray()) {
      throw new Refused(Reason.WRONG_TYPE, "no list at " + path);
    }
    return found;
  }

  /** The members of a list are the readings. */
  record Each(JsonPaths path) implements Split {
    @Override
    public List<JsonNode> split(JsonNode root) throws Refused {
      List<JsonNode> parts = new ArrayList<>();
      list(path, root).forEach(parts::add);
      return parts;
    }
  }

  /** The rows of a table are the readings, with the names from another list. */
  record Zip(JsonPaths names, JsonPaths rows) implements Split {
    static final Pattern SYNTAX = Pattern.compile("zip\\(\\s*(\\$.*?)\\s*,\\s*(\\$.*)\\s*\\)");

    @Override
    public List<JsonNode> split(JsonNode root) throws Refused {
      JsonNode columns = list(names, root);
      List<JsonNode> parts = new ArrayList<>();
      for (JsonNode row : list(rows, root)) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size() && i < row.size(); i++) {
          part.set(columns.get(i).asText(), row.get(i));
        }
        parts.add(row.size() == columns.size() ? part : row);
      }
      return parts;
    }
  }
}
