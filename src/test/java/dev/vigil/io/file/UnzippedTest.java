package dev.vigil.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class UnzippedTest {
  private final byte[] text = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);

  @Test
  void of_goesByTheNameOfTheFile() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(text);
    }
    assertThat(Unzipped.of("a.csv", new ByteArrayInputStream(text)).readAllBytes()).isEqualTo(text);
    assertThat(
            Unzipped.of("a.csv.gz", new ByteArrayInputStream(zipped.toByteArray())).readAllBytes())
        .isEqualTo(text);
  }

  @Test
  void of_whatIsNoGzip_saysSo_andLeavesNoFileOpen() {
    AtomicBoolean closed = new AtomicBoolean();
    ByteArrayInputStream file =
        new ByteArrayInputStream(text) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThatThrownBy(() -> Unzipped.of("a.csv.gz", file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("a.csv.gz is no gzip file: ");
    assertThat(closed).isTrue();
  }
}
