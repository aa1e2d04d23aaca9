package dev.vigil.event;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event as it crosses the network. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SerializerBenchmark {
  private final EventSerializer serializer = new EventSerializer(List.of(AirReadings.SCHEMA));
  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private final DataInputDeserializer in = new DataInputDeserializer();
  private final Event event = AirReadings.readings(1)[0];
  private byte[] bytes = {};

  @Setup
  public void setup() throws IOException {
    bytes = write().getCopyOfBuffer();
  }

  @Benchmark
  public DataOutputSerializer write() throws IOException {
    out.clear();
    serializer.serialize(event, out);
    return out;
  }

  @Benchmark
  public Event read() throws IOException {
    in.setBuffer(bytes);
    return serializer.deserialize(in);
  }
}
