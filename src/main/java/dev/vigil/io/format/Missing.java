package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.event.FieldType;
import java.util.Optional;
import java.util.Set;

/** Which values stand for a missing one. */
final class Missing {
  private final Set<String> texts;
  private final double[] numbers;
  private final int longest;

  /**
   * @param texts as conf has them; those that are numbers stand for the number too
   */
  Missing(Set<String> texts) {
    this.texts = texts;
    longest = texts.stream().mapToInt(String::length).max().orElse(-1);
    numbers =
        texts.stream()
            .flatMap(text -> number(text).stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Numbers.decimal(text)).filter(value -> !value.isNaN());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean is(String text) {
    String stripped = text.strip();
    return stripped.length() <= longest && texts.contains(stripped);
  }

  boolean is(double number) {
    for (double missing : numbers) {
      if (missing == number) {
        return true;
      }
    }
    return false;
  }

  /** Whether a value of such a field is missing; numbers are, however their texts are written. */
  boolean is(JsonNode node, FieldType type) {
    boolean number = type == FieldType.DOUBLE || type == FieldType.INT;
    return is(node)
        || (number
            && numbers.length > 0
            && node.isTextual()
            && number(node.textValue().strip()).filter(this::is).isPresent());
  }

  boolean is(JsonNode node) {
    if (node.isTextual()) {
      return is(node.textValue());
    }
    if (node.isNumber() && numbers.length > 0) {
      return is(node.doubleValue());
    }
    return node.isNull() || node.isMissingNode();
  }
}
