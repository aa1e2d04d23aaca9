package dev.vigil.io;

import dev.vigil.io.format.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where dead letters go; one implementation a kind of sink. */
public interface DeadLetterSink extends Endpoint {
  /** Sends the dead letters there. The sink has a uid. */
  void attach(DataStream<DeadLetter> letters);
}
