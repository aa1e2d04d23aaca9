package dev.vigil.signal;

import dev.vigil.event.FieldType;
import java.util.List;
import java.util.Set;

/** A kind of signal: what it takes, what it gives, and how its state is made. */
public interface SignalFunction {
  /** What is written between the parentheses, in this order. */
  enum Parameter {
    /** A field of the stream. */
    FIELD("a field", "FIELD"),
    /** A condition over fields of the stream. */
    CONDITION("a condition", "FIELD > 75"),
    /** A duration, written out. */
    WINDOW("a window", "'10m'"),
    /** A whole number of readings; may be left out, and is 1 then. */
    BACK("how many readings back", "1"),
    /** A number from 0 to 1. */
    QUANTILE("a quantile", "0.95"),
    /** A duration, or a whole number of readings. */
    WINDOW_OR_COUNT("a window or a number of readings", "'10m'");

    private final String words;
    private final String example;

    Parameter(String words, String example) {
      this.words = words;
      this.example = example;
    }

    /** As a message names it: {@code a window}. */
    public String words() {
      return words;
    }

    /** As it may be written. */
    public String example() {
      return example;
    }
  }

  /** The type of the value. */
  enum Result {
    DOUBLE,
    INT,
    BOOLEAN,
    /** That of the field. */
    FIELD;

    /** The type of the value of a call over a field of the type. */
    public FieldType of(FieldType field) {
      return switch (this) {
        case DOUBLE -> FieldType.DOUBLE;
        case INT -> FieldType.INT;
        case BOOLEAN -> FieldType.BOOLEAN;
        case FIELD -> field;
      };
    }
  }

  String name();

  List<Parameter> parameters();

  Result result();

  /** Types of field it goes over. */
  Set<FieldType> accepts();

  /** Version of the state's format. */
  default int version() {
    return 1;
  }

  /** What the call's state holds for one key. */
  default Kept kept(SignalCall call) {
    if (call.window() > 0) {
      return Kept.readings(16);
    }
    return parameters().contains(Parameter.BACK)
        ? Kept.last((long) call.parameter() + 1, 16)
        : Kept.last(Math.max(1, (long) call.parameter()), 16);
  }

  /** New, empty state for the call by itself. */
  Signal create(SignalCall call);
}
