package dev.vigil.io.console;

import dev.vigil.io.DeadLetterSink;
import dev.vigil.io.format.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Dead letters on standard error, a line each, without their bytes. */
public record ConsoleDeadLetters() implements DeadLetterSink {
  @Override
  public void attach(DataStream<DeadLetter> letters) {
    letters
        .map(
            letter ->
                "dead letter "
                    + letter.origin()
                    + " "
                    + letter.reason().label()
                    + ": "
                    + letter.detail())
        .name("dead letters as lines")
        .uid("dead-letters-lines")
        .printToErr()
        .name("dead letters to the console")
        .uid("dead-letters-console");
  }

  @Override
  public String describe() {
    return "the console";
  }
}
