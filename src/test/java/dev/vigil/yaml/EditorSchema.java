package dev.vigil.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A JSON Schema as an editor uses it. */
public final class EditorSchema {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private final JsonNode text;
  private final JsonSchema schema;

  private EditorSchema(JsonNode text) {
    this.text = text;
    this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
  }

  /** The schema that {@code vigil schema} prints. */
  public static EditorSchema of(String name) throws IOException {
    Path file = Path.of("src/main/resources/schema/" + name + ".schema.json");
    return new EditorSchema(new ObjectMapper().readTree(Files.readString(file)));
  }

  /** What it finds wrong with a document; empty for nothing. */
  public List<String> problems(String yaml) throws IOException {
    return schema.validate(YAML.readTree(yaml)).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /** The keys of the mapping at a JSON pointer into the schema. */
  public Set<String> keys(String pointer) {
    Set<String> keys = new TreeSet<>();
    JsonNode found = text.at(pointer);
    if (!found.path("additionalProperties").isBoolean()) {
      throw new IllegalArgumentException("no closed mapping at " + pointer);
    }
    found.get("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
