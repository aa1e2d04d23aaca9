package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutedEventSerializerTest {
  private final RoutedEventSerializer serializer = new RoutedEventSerializer(List.of(HandMade.AIR));

  /** A reading may have any key: else one of them would end the job, again after each restart. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70_000, 1 << 20})
  void keyOfAnyLength_isRead_asItWasWritten(int length) throws IOException {
    assertRead("\u20AC".repeat(length) + "\ud800");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "station=A", "station=\u00fc\u00ff", "station=?", "station=\u0100"})
  void key_isRead_asItWasWritten(String key) throws IOException {
    assertRead(key);
  }

  private void assertRead(String key) throws IOException {
    RoutedEvent routed = new RoutedEvent(key, HandMade.event("A", 1, 2, 3));
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(routed, out);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(routed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void earlierVersions_areRead(int version) throws Exception {
    Event event = HandMade.event("A", 1, 2, 3);
    DataOutputSerializer out = new DataOutputSerializer(64);
    if (version == 1) {
      out.writeUTF("spec");
    }
    if (version == 3) {
      StringValue.writeString("key", out);
    } else {
      out.writeUTF("key");
    }
    out.writeByte(0); // the stream's number
    EventSerializer.writeBody(event, out);
    assertThat(serializer.read(version, new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(new RoutedEvent("key", event));
  }
}
