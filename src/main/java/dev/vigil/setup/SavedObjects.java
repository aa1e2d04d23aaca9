package dev.vigil.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** An export of Kibana's saved objects, for the index that a conf file names. */
final class SavedObjects {
  /** The index that conf has by default, which the export that is shipped looks at. */
  private static final String SHIPPED = "vigil-alerts";

  /** What the patterns are called that are filtered by time, and those that are not. */
  private static final Set<String> PATTERNS = Set.of(SHIPPED + "-*", SHIPPED + "-*.*");

  private static final ObjectMapper JSON = new ObjectMapper();

  private SavedObjects() {}

  /**
   * Reads an export; its patterns of the alerts' indices become those of {@code index}.
   *
   * @param export saved objects, a line each
   * @param index the start of the indices' names
   * @throws IOException if the file cannot be read, or a line of it is no object
   */
  static String read(Path export, String index) throws IOException {
    StringBuilder objects = new StringBuilder();
    List<String> lines = Files.readAllLines(export);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        objects.append(forIndex(parsed(export, i + 1, lines.get(i)), index)).append('\n');
      }
    }
    return objects.toString();
  }

  private static ObjectNode parsed(Path export, int number, String line) throws IOException {
    try {
      if (JSON.readTree(line) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw noObject(export, number);
    }
    throw noObject(export, number);
  }

  private static IOException noObject(Path export, int number) {
    return new IOException(
        export + ":" + number + " is no JSON object; an export of Kibana has one a line");
  }

  private static ObjectNode forIndex(ObjectNode object, String index) {
    JsonNode attributes = object.path("attributes");
    String title = attributes.path("title").asText();
    if (object.path("type").asText().equals("index-pattern") && PATTERNS.contains(title)) {
      ((ObjectNode) attributes).put("title", index + title.substring(SHIPPED.length()));
    }
    return object;
  }
}
