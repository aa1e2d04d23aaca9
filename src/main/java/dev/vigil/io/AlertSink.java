package dev.vigil.io;

import dev.vigil.alert.Alert;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where alerts go; one implementation a kind of sink. */
public interface AlertSink extends Serializable {
  /** Sends the alerts there; those of one id in their order. The sink has a uid. */
  void attach(DataStream<Alert> alerts);

  /** Where it sends them, in words, without credentials. */
  String describe();
}
