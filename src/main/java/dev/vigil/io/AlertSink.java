package dev.vigil.io;

import dev.vigil.alert.Alert;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where alerts go; one implementation a kind of sink. */
public interface AlertSink extends Endpoint {
  /** Sends the alerts there; those of one id in their order. The sink has a uid. */
  void attach(DataStream<Alert> alerts);
}
