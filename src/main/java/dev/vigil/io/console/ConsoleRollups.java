package dev.vigil.io.console;

import dev.vigil.io.RollupSink;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupResult;
import dev.vigil.rollup.RollupStream;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What windows came to on standard output, a line each. */
public record ConsoleRollups() implements RollupSink {
  @Override
  public void attach(Rollup rollup, DataStream<RollupResult> results) {
    String uid = RollupStream.uid(rollup) + "-console";
    results
        .map(result -> line(rollup, result))
        .returns(Types.STRING)
        .name(rollup.name() + " as lines")
        .uid(uid + "-lines")
        .print()
        .name(rollup.name() + " to the console")
        .uid(uid);
  }

  private static String line(Rollup rollup, RollupResult result) {
    StringBuilder line = new StringBuilder();
    line.append(Instant.ofEpochMilli(result.start())).append(' ').append(rollup.name());
    line.append(' ').append(result.key()).append(" #").append(result.sequence());
    if (result.superseded()) {
      return line.append(" is part of another session").toString();
    }
    line.append(" count=").append(result.totals().count());
    for (int i = 0; i < rollup.fields().size(); i++) {
      for (Rollup.Part part : Rollup.Part.values()) {
        line.append(' ').append(part.of(rollup.fields().get(i))).append('=');
        line.append(result.totals().part(i, part));
      }
    }
    return line.toString();
  }

  @Override
  public String describe() {
    return "the console";
  }
}
