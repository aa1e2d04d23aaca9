package dev.vigil.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

final class ControlTypesTest {
  @Test
  void bringsBackRecords() throws IOException {
    assertComesBack(
        ControlTypes.RECORD,
        List.of(
            ControlFixtures.record("hot", "rule: caf\u00e9", 7),
            ControlFixtures.record("hot", null, 8),
            ControlFixtures.record("hot", "", 8),
            ControlFixtures.record(null, "x".repeat(70_000), Long.MAX_VALUE)));
  }

  @Test
  void bringsBackUpdates() throws IOException {
    assertComesBack(
        ControlTypes.UPDATE,
        List.of(
            new RuleUpdate("hot", RuleUpdate.DIRECTORY, "\u00b5".repeat(70_000)),
            new RuleUpdate("hot", 42, null)));
  }

  @Test
  void bringsBackAcknowledgements() throws IOException {
    assertComesBack(
        ControlTypes.ACKNOWLEDGEMENT, List.of(new Acknowledgement("hot", 42, 3, 4, null)));
  }

  @Test
  void bringsBackStatuses() throws IOException {
    assertComesBack(
        ControlTypes.STATUS,
        List.of(
            new RuleStatus("a", 2, null, null, RuleState.DELETED, List.of(), 1, 2, 3), status()));
  }

  @Test
  void bringsBackStandings() throws IOException {
    Map<Integer, Map<Integer, Long>> heard = Map.of(2, Map.of(0, 7L, 1, 8L), 4, Map.of());
    Standing read = comeBack(ControlTypes.STANDING, new Standing("a", status(), 2, heard));

    assertThat(read.rule).isEqualTo("a");
    assertThat(read.verdict()).isEqualTo(status());
    assertThat(read.said()).isEqualTo(2);
    assertThat(read.inForce()).isEqualTo(heard);
    assertThat(comeBack(ControlTypes.STANDING, new Standing("b")).verdict()).isNull();
  }

  private static RuleStatus status() {
    return new RuleStatus(
        "a",
        2,
        1L,
        "sha256:0",
        RuleState.REJECTED,
        List.of(new StatusError(1, 2, "c", "m", "h"), new StatusError(3, 4, "c", "m", null)),
        3,
        4,
        5);
  }

  private static <T> void assertComesBack(TypeInformation<T> type, List<T> values)
      throws IOException {
    List<T> read = new ArrayList<>();
    for (T value : values) {
      read.add(comeBack(type, value));
    }
    assertThat(read).isEqualTo(values);
  }

  /** Written, and read by a serializer that is made again from its snapshot, as a restore does. */
  private static <T> T comeBack(TypeInformation<T> type, T value) throws IOException {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
        out, serializer.snapshotConfiguration());
    serializer.serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T read =
        TypeSerializerSnapshotSerializationUtil.<T>readSerializerSnapshot(
                in, ControlTypesTest.class.getClassLoader())
            .restoreSerializer()
            .deserialize(in);
    assertThat(in.available()).isZero();
    return read;
  }
}
