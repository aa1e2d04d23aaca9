package dev.vigil.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class StableIdTest {
  @Property
  void id_isTheJdksNameBasedUuidOfThePartsWithTheirLengths(@ForAll String part, @ForAll long time) {
    String name = part.length() + ":" + part + time + "@1:x";
    assertThat(new StableId().part(part).time(time).named(new StableId().part("x").name()))
        .hasToString(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
  }
}
