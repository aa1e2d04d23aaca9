package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
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
