package dev.vigil.condition;

import java.util.List;

/** The readings that the stages of a sequence have taken so far, in order. */
@FunctionalInterface
public interface Stages {
  /** Outside a sequence: no stage has taken anything. */
  Stages NONE = stage -> List.of();

  /** The readings of one stage; empty where it has taken none. */
  Iterable<Reading> taken(String stage);
}
