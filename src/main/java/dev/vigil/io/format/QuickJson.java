package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain JSON documents into fields without a tree, and passes over what is no field. It reads
 * them as {@link FieldValue} reads trees, or not at all: a document that is in any way unusual, and
 * each that is no reading, is left to a tree.
 */
final class QuickJson {
  /** Members whose names are known by their place; documents of one stream are mostly alike. */
  private static final int PLACES = 64;

  /** The member is no field. */
  private static final int OTHER = -1;

  private static final int DEEPEST = 16;
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");
  private static final byte[] LATITUDE = ascii("lat");
  private static final byte[] LONGITUDE = ascii("lon");

  private final JsonScanner in = new JsonScanner();
  private final TextCache cache = new TextCache();
  private final List<Field> fields;
  private final Map<String, Integer> names;
  private final boolean[] inKey;
  private final Missing missing;
  private final int depth;

  /** The place of the time among the names, after those of the fields where it is none of them. */
  private final int time;

  /** Whether the time is no field, or is one as the event has it. */
  private final boolean timeOnly;

  private final byte[][] nameAt = new byte[PLACES][];
  private final int[] memberAt = new int[PLACES];

  private final boolean[] seen;
  private final boolean[] present;
  private final long[] numbers;
  private final long[] longitudes;
  private final @Nullable String[] texts;
  private @Nullable JsonNode when;

  private QuickJson(Decoding decoding, Map<String, Integer> names, int time) {
    this.names = names;
    this.time = time;
    fields = decoding.schema().fields();
    timeOnly = time == fields.size() || fields.get(time).type() == FieldType.TIMESTAMP;
    inKey = new boolean[fields.size()];
    for (int i = 0; i < inKey.length; i++) {
      inKey[i] = decoding.schema().key().contains(fields.get(i).name());
    }
    missing = new Missing(decoding.nulls());
    depth = Math.min(decoding.limits().depth(), DEEPEST);
    int members = fields.size() + 1;
    seen = new boolean[members];
    present = new boolean[members];
    numbers = new long[members];
    longitudes = new long[members];
    texts = new String[members];
  }

  /** A reader for a stream; empty where its fields are not all at the top of JSON documents. */
  static Optional<QuickJson> of(Decoding decoding) {
    if (!(decoding.encoding() instanceof Encoding.Json) || decoding.split() != null) {
      return Optional.empty();
    }
    Map<String, Integer> names = new HashMap<>();
    List<Field> fields = decoding.schema().fields();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      Optional<String> name = decoding.path(fields.get(i)).atTop();
      if (name.isEmpty() || !taken.add(name.get())) {
        return Optional.empty();
      }
      names.put(name.get(), i);
    }
    if (decoding.time() instanceof TimeFormat.OfRecord) {
      return Optional.of(new QuickJson(decoding, names, fields.size()));
    }
    return FieldPath.parse(decoding.timeField())
        .atTop()
        .map(
            name -> {
              Integer field = names.putIfAbsent(name, fields.size());
              return new QuickJson(decoding, names, field == null ? fields.size() : field);
            });
  }

  /** Reads a document; whether all of it is plain and of the right types, and the key is there. */
  boolean read(byte[] document) {
    Arrays.fill(seen, false);
    Arrays.fill(present, false);
    when = null;
    in.start(document);
    return members() && in.end() && hasKey();
  }

  private boolean hasKey() {
    for (int i = 0; i < inKey.length; i++) {
      if (inKey[i] && !present[i]) {
        return false;
      }
    }
    return true;
  }

  /** The time as it stands in the document just read, or null where there is none. */
  @Nullable JsonNode time() {
    return when;
  }

  /** Puts the values of the document just read into an event. */
  void fill(Event event) {
    for (int i = 0; i < fields.size(); i++) {
      if (present[i]) {
        Field field = fields.get(i);
        String text = texts[i];
        if (field.type().isText() && text != null) {
          event.setText(field.slot(), text);
        } else if (i == time && timeOnly) {
          event.setLong(field.slot(), event.timestamp());
        } else {
          event.setLong(field.slot(), numbers[i]);
        }
        if (field.type() == FieldType.GEO_POINT) {
          event.setLong(field.slot() + 1, longitudes[i]);
        }
      }
    }
  }

  private boolean members() {
    if (!in.take('{')) {
      return false;
    }
    if (in.take('}')) {
      return true;
    }
    int place = 0;
    do {
      if (!in.name() || !in.isAscii()) {
        return false;
      }
      int member = member(place++);
      if (!in.take(':') || !(member == OTHER ? skip(depth - 1) : value(member))) {
        return false;
      }
    } while (in.take(','));
    return in.take('}');
  }

  private int member(int place) {
    if (place < PLACES && nameAt[place] != null && in.is(nameAt[place])) {
      return memberAt[place];
    }
    String name = in.string();
    int member = names.getOrDefault(name, OTHER);
    if (place < PLACES) {
      nameAt[place] = ascii(name);
      memberAt[place] = member;
    }
    return member;
  }

  private boolean value(int member) {
    if (seen[member]) {
      return false; // the last one counts, whatever the first was
    }
    seen[member] = true;
    return switch (in.peek()) {
      case '"' -> in.text() && text(member);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> in.number() && number(member);
      case 't' -> in.word(TRUE) && bool(member, 1);
      case 'f' -> in.word(FALSE) && bool(member, 0);
      case 'n' -> in.word(NULL);
      case '{' -> member != time && isPoint(member) && depth > 1 && object(member);
      case '[' -> member != time && isPoint(member) && depth > 1 && list(member);
      default -> false;
    };
  }

  private boolean isPoint(int member) {
    return fields.get(member).type() == FieldType.GEO_POINT;
  }

  private boolean text(int member) {
    boolean only = member == time && timeOnly;
    String text = only ? in.string() : in.string(cache);
    if (member == time) {
      when = TextNode.valueOf(text);
    }
    if (only || missing.is(text)) {
      present[member] = only;
      return true;
    }
    switch (fields.get(member).type()) {
      case STRING -> texts[member] = text;
      case TIMESTAMP -> {
        numbers[member] = IsoInstant.parse(text);
        if (numbers[member] == IsoInstant.NOT_PLAIN) {
          return false;
        }
      }
      default -> {
        return false;
      }
    }
    present[member] = true;
    return true;
  }

  private boolean number(int member) {
    if (member == time) {
      when = in.isWhole() ? LongNode.valueOf(in.whole()) : DoubleNode.valueOf(in.decimal());
    }
    boolean only = member == time && timeOnly;
    if (only || missing.is(in.decimal())) {
      present[member] = only;
      return true;
    }
    switch (fields.get(member).type()) {
      case DOUBLE -> numbers[member] = Double.doubleToRawLongBits(in.decimal());
      case INT, TIMESTAMP -> {
        if (!in.isWhole()) {
          return false;
        }
        numbers[member] = in.whole();
      }
      default -> {
        return false;
      }
    }
    present[member] = true;
    return true;
  }

  private boolean bool(int member, long value) {
    if (member == time || fields.get(member).type() != FieldType.BOOLEAN) {
      return false;
    }
    numbers[member] = value;
    present[member] = true;
    return true;
  }

  /** A list of longitude and latitude. */
  private boolean list(int member) {
    if (!in.take('[') || !coordinate()) {
      return false;
    }
    double longitude = in.decimal();
    return in.take(',') && coordinate() && in.take(']') && point(member, in.decimal(), longitude);
  }

  /** An object of {@code lat} and {@code lon}. */
  private boolean object(int member) {
    if (!in.take('{') || !in.text()) {
      return false;
    }
    boolean first = in.is(LATITUDE);
    if (!(first || in.is(LONGITUDE)) || !in.take(':') || !coordinate()) {
      return false;
    }
    double one = in.decimal();
    if (!in.take(',') || !in.text() || !in.is(first ? LONGITUDE : LATITUDE)) {
      return false;
    }
    if (!in.take(':') || !coordinate() || !in.take('}')) {
      return false;
    }
    double other = in.decimal();
    return first ? point(member, one, other) : point(member, other, one);
  }

  private boolean coordinate() {
    in.peek();
    return in.number();
  }

  private boolean point(int member, double latitude, double longitude) {
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
      return false;
    }
    numbers[member] = Double.doubleToRawLongBits(latitude);
    longitudes[member] = Double.doubleToRawLongBits(longitude);
    present[member] = true;
    return true;
  }

  /** Passes over a value with at most so many levels of objects and lists. */
  private boolean skip(int levels) {
    return switch (in.peek()) {
      case '"' -> in.text();
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> in.number();
      case 't' -> in.word(TRUE);
      case 'f' -> in.word(FALSE);
      case 'n' -> in.word(NULL);
      case '[' -> levels > 0 && in.take('[') && skipItems(levels);
      case '{' -> levels > 0 && in.take('{') && skipMembers(levels);
      default -> false;
    };
  }

  private boolean skipItems(int levels) {
    if (in.take(']')) {
      return true;
    }
    do {
      if (!skip(levels - 1)) {
        return false;
      }
    } while (in.take(','));
    return in.take(']');
  }

  private boolean skipMembers(int levels) {
    if (in.take('}')) {
      return true;
    }
    do {
      if (!in.name() || !in.take(':') || !skip(levels - 1)) {
        return false;
      }
    } while (in.take(','));
    return in.take('}');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
