package dev.vigil.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class TextCacheTest {
  private final TextCache cache = new TextCache();

  @Property(tries = 500)
  void readsWhatWasWritten(@ForAll @Size(max = 50) List<@From("texts") String> texts)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    for (String text : texts) {
      out.writeUTF(text);
      Texts.write(text, out);
      Texts.write(null, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getSharedBuffer(), 0, out.length());
    for (String text : texts) {
      assertThat(cache.readUTF(in)).isEqualTo(text);
      assertThat(cache.read(in)).isEqualTo(text);
      assertThat(cache.read(in)).isNull();
    }
    assertThat(in.available()).isZero();
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> stations = Arbitraries.integers().between(0, 9_999).map(n -> "station-" + n);
    Arbitrary<String> ascii = Arbitraries.strings().ascii().ofMaxLength(70);
    Arbitrary<String> any = Arbitraries.strings().withCharRange('\0', '\ud7ff').ofMaxLength(70);
    return Arbitraries.frequencyOf(Tuple.of(3, stations), Tuple.of(2, ascii), Tuple.of(1, any));
  }

  @Test
  void textsAreMadeOnce() {
    byte[] twice = "station station".getBytes(StandardCharsets.US_ASCII);
    String first = cache.of(twice, 0, 7);
    assertThat(first).isEqualTo("station").isSameAs(cache.of(twice, 8, 15));
    assertThat(cache.of(twice, 0, 6)).isEqualTo("statio");
    assertThat(cache.of(twice, 3, 3)).isEmpty();
  }
}
