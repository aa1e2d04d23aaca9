package dev.vigil.setup;

/**
 * A topic that should be there.
 *
 * @param compacted whether the last record of each key is kept for ever, and no other
 */
public record Topic(String name, int partitions, boolean compacted) {
  public Topic {
    if (name.isEmpty() || partitions < 1) {
      throw new IllegalArgumentException("topic '" + name + "' of " + partitions + " partitions");
    }
  }

  /** For readings, alerts and dead letters. */
  public static Topic log(String name, int partitions) {
    return new Topic(name, partitions, false);
  }

  /** For rules and their status: one partition, so that there is one order. */
  public static Topic table(String name) {
    return new Topic(name, 1, true);
  }
}
