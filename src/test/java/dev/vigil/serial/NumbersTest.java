package dev.vigil.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class NumbersTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** Numbers of any length, and doubles as people write them. */
  @Provide
  Arbitrary<Long> words() {
    Arbitrary<Long> shifted =
        Arbitraries.longs()
            .flatMap(word -> Arbitraries.integers().between(0, 63).map(by -> word >> by));
    Arbitrary<Long> doubles =
        Arbitraries.integers()
            .between(-4_000, 4_000)
            .map(tenth -> Double.doubleToRawLongBits(tenth / 8.0));
    return Arbitraries.oneOf(Arbitraries.longs(), shifted, doubles);
  }

  @Property
  void whatIsWritten_isReadInItsOrder(
      @ForAll("words") long one, @ForAll("words") long two, @ForAll String text)
      throws IOException {
    bytes.reset(); // one test is many tries
    Numbers.writeCount(one, out);
    Numbers.writeSigned(two, out);
    Numbers.writeWord(one, out);
    Numbers.writeText(text.replaceAll("[\\ud800-\\udfff]", ""), out);
    Numbers.writeWord(two, out);
    DataInputStream in = written();
    assertThat(Numbers.readCount(in)).isEqualTo(one);
    assertThat(Numbers.readSigned(in)).isEqualTo(two);
    assertThat(Numbers.readWord(in)).isEqualTo(one);
    assertThat(Numbers.readText(in)).isEqualTo(text.replaceAll("[\\ud800-\\udfff]", ""));
    assertThat(Numbers.readWord(in)).isEqualTo(two);
    assertThat(in.available()).isZero();
  }

  @Property
  void word_isNeverLongerThanNineBytes(@ForAll("words") long word) throws IOException {
    bytes.reset();
    Numbers.writeWord(word, out);
    assertThat(bytes.size()).isLessThanOrEqualTo(9);
  }

  @Example
  void smallNumbers_takeAByteOrThree() {
    assertThat(length(() -> Numbers.writeCount(127, out))).isEqualTo(1);
    assertThat(length(() -> Numbers.writeSigned(-64, out))).isEqualTo(1);
    assertThat(length(() -> Numbers.writeWord(0, out))).isEqualTo(1);
    assertThat(length(() -> Numbers.writeWord(Double.doubleToRawLongBits(200), out))).isEqualTo(3);
    assertThat(length(() -> Numbers.writeWord(1_000, out))).isEqualTo(3);
  }

  @Example
  void brokenNumbers_areRefused() {
    DataInputStream endless = of(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    assertThatThrownBy(() -> Numbers.readCount(endless)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Numbers.readWord(of(17))).isInstanceOf(IOException.class);
    DataInputStream tooLarge = of(-1, -1, -1, -1, 127);
    assertThatThrownBy(() -> Numbers.readSize(tooLarge)).isInstanceOf(IOException.class);
  }

  private static DataInputStream of(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return new DataInputStream(new ByteArrayInputStream(array));
  }

  private interface Write {
    void run() throws IOException;
  }

  private int length(Write write) {
    int before = bytes.size();
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size() - before;
  }

  private DataInputStream written() {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
