package dev.vigil.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final List<String> FIELDS = List.of("a", "b");
  private static final Schema SCHEMA =
      Schema.of(
          "s", new LinkedHashMap<>(Map.of("a", FieldType.STRING, "b", FieldType.STRING)), FIELDS);

  private static Event event(String a, String b) {
    Event event = new Event(SCHEMA, 1, "c", 1);
    event.setText(SCHEMA.field("a").slot(), a);
    event.setText(SCHEMA.field("b").slot(), b);
    return event;
  }

  @Property(tries = 500)
  void key_anyTexts_givesThemBack(@ForAll String a, @ForAll String b) {
    String key = new KeySpec(FIELDS).key(event(a, b)).orElseThrow();
    assertThat(Keys.values(key)).containsExactly(Map.entry("a", a), Map.entry("b", b));
    assertThat(Keys.specOf(key)).isEqualTo(Keys.spec(FIELDS));
  }

  @Property(tries = 500)
  void key_differentTexts_differ(
      @ForAll String a, @ForAll String b, @ForAll String c, @ForAll String d) {
    boolean same = a.equals(c) && b.equals(d);
    KeySpec spec = new KeySpec(FIELDS);
    assertThat(spec.key(event(a, b)).equals(spec.key(event(c, d)))).isEqualTo(same);
  }

  @Test
  void key_missingField_isNone() {
    Event event = new Event(SCHEMA, 1, "c", 1);
    event.setText(SCHEMA.field("a").slot(), "x");
    assertThat(new KeySpec(FIELDS).key(event)).isEmpty();
  }

  @Test
  void key_noFields_isOneForAll() {
    KeySpec spec = new KeySpec(List.of());
    String key = spec.key(event("x", "y")).orElseThrow();
    assertThat(Keys.values(key)).isEmpty();
    assertThat(spec.text()).isEmpty();
  }
}
