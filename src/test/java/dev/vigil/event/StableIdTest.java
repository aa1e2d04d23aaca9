package dev.vigil.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

final class StableIdTest {
  @Property
  void id_isTheJdksNameBasedUuidOfThePartsWithTheirLengths(
      @ForAll @StringLength(max = 400) String part, @ForAll long time) {
    String text = part.length() + ":" + part + time + "@1:x";
    StableId id = new StableId().part(part).time(time).named(new StableId().part("x").name());
    assertThat(id.name()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    assertThat(id)
        .hasToString(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString());
  }
}
