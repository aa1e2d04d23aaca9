package dev.vigil.io;

import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupResult;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the results of a rollup go; one implementation a kind of sink. */
public interface RollupSink extends Endpoint {
  /**
   * Sends the results there, those of one window in their order. The sink has a uid that starts
   * with the rollup's.
   *
   * @param results of which all of a key come from one subtask
   */
  void attach(Rollup rollup, DataStream<RollupResult> results);
}
