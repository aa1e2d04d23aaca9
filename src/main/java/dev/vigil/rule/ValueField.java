package dev.vigil.rule;

import dev.vigil.condition.Checked;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The field whose value an alert shows: the first numeric one of a condition, as it is written. */
final class ValueField {
  private static final Pattern NAME = Pattern.compile("`(?<quoted>[^`]+)`|(?<plain>[A-Za-z_]\\w*)");

  private ValueField() {}

  static Optional<String> of(@Nullable Checked condition, List<Schema> streams) {
    if (condition == null) {
      return Optional.empty();
    }
    Matcher words = NAME.matcher(condition.text());
    while (words.find()) {
      String quoted = words.group("quoted");
      String word = quoted == null ? words.group("plain") : quoted;
      if (condition.fields().contains(word) && isNumeric(word, streams)) {
        return Optional.of(word);
      }
    }
    return streams.get(0).fields().stream()
        .map(Field::name)
        .filter(name -> condition.fields().contains(name) && isNumeric(name, streams))
        .findFirst();
  }

  private static boolean isNumeric(String name, List<Schema> streams) {
    return streams.stream().map(stream -> stream.field(name)).allMatch(ValueField::isNumeric);
  }

  private static boolean isNumeric(@Nullable Field field) {
    return field != null && (field.type() == FieldType.DOUBLE || field.type() == FieldType.INT);
  }
}
