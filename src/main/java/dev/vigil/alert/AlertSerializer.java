package dev.vigil.alert;

import dev.vigil.alert.Alert.Action;
import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.alert.MatchedStage.MatchedReading;
import dev.vigil.rule.AlertSeverity;
import dev.vigil.serial.Texts;
import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes alerts: on the way to the sinks, and in state while they are open. */
public final class AlertSerializer extends VersionedSerializer<Alert> {
  private static final String NONE = "";

  @Override
  public int version() {
    return 1;
  }

  @Override
  protected void write(Alert alert, DataOutputView out) throws IOException {
    out.writeUTF(alert.id());
    out.writeUTF(alert.action().name());
    out.writeInt(alert.sequence());
    out.writeUTF(alert.rule());
    out.writeLong(alert.revision());
    Texts.write(alert.description(), out);
    out.writeUTF(alert.severity().name());
    out.writeBoolean(alert.shadow());
    writeTexts(alert.key(), out);
    writeTexts(alert.labels(), out);
    writeTexts(alert.annotations(), out);
    Texts.write(alert.message(), out);
    out.writeLong(alert.timestamp());
    out.writeLong(alert.start());
    out.writeBoolean(alert.end() != null);
    if (alert.end() != null) {
      out.writeLong(alert.end());
    }
    out.writeUTF(alert.closeReason() == null ? NONE : alert.closeReason().name());
    writeDouble(alert.value(), out);
    out.writeInt(alert.matched().size());
    for (MatchedStage stage : alert.matched()) {
      writeStage(stage, out);
    }
    writeDouble(alert.latitude(), out);
    writeDouble(alert.longitude(), out);
    out.writeLong(alert.arrival());
  }

  @Override
  protected Alert read(int version, DataInputView in) throws IOException {
    String id = in.readUTF();
    Action action = Action.valueOf(in.readUTF());
    int sequence = in.readInt();
    String rule = in.readUTF();
    long revision = in.readLong();
    String description = Texts.readPresent(in);
    AlertSeverity severity = AlertSeverity.valueOf(in.readUTF());
    boolean shadow = in.readBoolean();
    Map<String, String> key = readTexts(in);
    Map<String, String> labels = readTexts(in);
    Map<String, String> annotations = readTexts(in);
    String message = Texts.readPresent(in);
    long timestamp = in.readLong();
    long start = in.readLong();
    Long end = in.readBoolean() ? Long.valueOf(in.readLong()) : null;
    CloseReason reason = closeReason(in.readUTF());
    Opening opening =
        new Opening(
            id,
            new AlertRule(rule, revision, description, severity, shadow, labels),
            key,
            annotations,
            message,
            start,
            readDouble(in),
            readStages(in),
            readDouble(in),
            readDouble(in));
    return new Alert(opening, action, sequence, timestamp, end, reason, in.readLong());
  }

  private static @Nullable CloseReason closeReason(String name) {
    return name.equals(NONE) ? null : CloseReason.valueOf(name);
  }

  private static void writeStage(MatchedStage stage, DataOutputView out) throws IOException {
    out.writeUTF(stage.stage());
    out.writeInt(stage.count());
    out.writeLong(stage.first());
    out.writeLong(stage.last());
    out.writeInt(stage.readings().size());
    for (MatchedReading reading : stage.readings()) {
      out.writeLong(reading.timestamp());
      out.writeUTF(reading.origin());
      out.writeInt(reading.values().size());
      for (Map.Entry<String, Object> value : reading.values().entrySet()) {
        out.writeUTF(value.getKey());
        writeValue(value.getValue(), out);
      }
    }
  }

  private static List<MatchedStage> readStages(DataInputView in) throws IOException {
    List<MatchedStage> stages = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      String stage = in.readUTF();
      int count = in.readInt();
      long first = in.readLong();
      long last = in.readLong();
      List<MatchedReading> readings = new ArrayList<>();
      for (int m = in.readInt(); m > 0; m--) {
        readings.add(readReading(in));
      }
      stages.add(new MatchedStage(stage, count, first, last, readings));
    }
    return stages;
  }

  private static MatchedReading readReading(DataInputView in) throws IOException {
    long timestamp = in.readLong();
    String origin = in.readUTF();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      values.put(in.readUTF(), readValue(in));
    }
    return new MatchedReading(timestamp, origin, values);
  }

  private static void writeValue(Object value, DataOutputView out) throws IOException {
    if (value instanceof Double number) {
      out.writeByte('d');
      out.writeDouble(number);
    } else if (value instanceof Long number) {
      out.writeByte('l');
      out.writeLong(number);
    } else if (value instanceof Boolean flag) {
      out.writeByte('b');
      out.writeBoolean(flag);
    } else if (value instanceof String text) {
      out.writeByte('s');
      Texts.write(text, out);
    } else {
      throw new IOException("an alert cannot hold a value of " + value.getClass());
    }
  }

  private static Object readValue(DataInputView in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'd' -> in.readDouble();
      case 'l' -> in.readLong();
      case 'b' -> in.readBoolean();
      case 's' -> Texts.readPresent(in);
      default -> throw new IOException("an alert's value of unknown kind " + kind);
    };
  }

  private static void writeTexts(Map<String, String> texts, DataOutputView out) throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Texts.write(text.getKey(), out);
      Texts.write(text.getValue(), out);
    }
  }

  private static Map<String, String> readTexts(DataInputView in) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      texts.put(Texts.readPresent(in), Texts.readPresent(in));
    }
    return texts;
  }

  private static void writeDouble(@Nullable Double value, DataOutputView out) throws IOException {
    out.writeDouble(value == null ? Double.NaN : value);
  }

  private static @Nullable Double readDouble(DataInputView in) throws IOException {
    double value = in.readDouble();
    return Double.isNaN(value) ? null : value;
  }
}
