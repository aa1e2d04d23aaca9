package dev.vigil.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decayed mean where numbers are at their limits. */
class EwmaTest {
  private static final Schema SCHEMA =
      Schema.of("air", Map.of("pm25", FieldType.DOUBLE), List.of());
  private static final SignalCall CALL = new SignalCall("ewma", "pm25", FieldType.DOUBLE, 0, 10);

  private final Signal ewma = new Ewma().create(CALL);

  private void update(long time, double value) {
    Event event = new Event(SCHEMA, time, "test", 0);
    event.setDouble(0, value);
    ewma.update(event);
  }

  @Test
  void largestNumbersOfBothSigns_haveAMean_andSoHaveReadingsAfterThem() {
    update(0, 1.7e308);
    update(10, -1.7e308);
    assertThat(ewma.number()).isCloseTo(-1.7e308 / 3, within(1e293));
    for (int i = 2; i < 2_000; i++) {
      update(i * 10L, 5);
    }
    assertThat(ewma.number()).isCloseTo(5, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void keptMean_thatIsNoNumber_beginsAnew(double kept) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(10);
    out.writeDouble(1.5);
    out.writeDouble(kept);
    ewma.read(1, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    update(20, 4);
    assertThat(ewma.number()).isEqualTo(4);
    update(30, 1);
    assertThat(ewma.number()).isEqualTo(2);
  }
}
