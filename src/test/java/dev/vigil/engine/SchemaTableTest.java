package dev.vigil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.rule.Catalog;
import org.junit.jupiter.api.Test;

final class SchemaTableTest {
  private final SchemaTable table = new SchemaTable(Catalog.of());

  @Test
  void channel_ofTheSameName_isOneInstance() {
    String first = table.channel(name(0));
    for (int i = 0; i < 100; i++) {
      table.channel(name(i));
    }
    assertThat(table.channel(name(0))).isSameAs(first);
  }

  /** Windows have a channel for each key, and keys come and go. */
  @Test
  void channels_withoutEnd_areForgotten() {
    String first = table.channel(name(0));
    for (int i = 0; i < 10_000; i++) {
      table.channel(name(i));
    }
    assertThat(table.channel(name(0))).isEqualTo(first).isNotSameAs(first);
  }

  /** A new instance with each call, as it is read from an image. */
  private static String name(int number) {
    return "air_1h{S" + number + "}";
  }
}
