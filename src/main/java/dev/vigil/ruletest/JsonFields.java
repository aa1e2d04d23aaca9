package dev.vigil.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.event.FieldType;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlScalar;
import dev.vigil.yaml.YamlSequence;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Values of a test as a source would send them. */
final class JsonFields {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,30}");

  private JsonFields() {}

  /** A value for a field; a number for a text field is the text as written. */
  static JsonNode of(YamlNode value, FieldType type) {
    if (value instanceof YamlMapping mapping) {
      ObjectNode object = JSON.objectNode();
      mapping.entries().forEach(entry -> object.set(entry.name(), of(entry.value(), type)));
      return object;
    }
    if (value instanceof YamlSequence sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.items().forEach(item -> array.add(of(item, type)));
      return array;
    }
    YamlScalar scalar = (YamlScalar) value;
    return switch (scalar.kind()) {
      case NULL -> JSON.nullNode();
      case BOOLEAN ->
          type == FieldType.BOOLEAN
              ? JSON.booleanNode(scalar.text().equalsIgnoreCase("true"))
              : JSON.textNode(scalar.text());
      case INTEGER ->
          type != FieldType.STRING && WHOLE.matcher(scalar.text()).matches()
              ? JSON.numberNode(new BigInteger(scalar.text()))
              : JSON.textNode(scalar.text());
      case DECIMAL -> JSON.textNode(scalar.text().equalsIgnoreCase(".nan") ? "NaN" : scalar.text());
      case STRING -> JSON.textNode(scalar.text());
    };
  }
}
