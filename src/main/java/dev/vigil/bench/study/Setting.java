package dev.vigil.bench.study;

import dev.vigil.match.MatchOptions;
import java.time.Duration;

/**
 * How a job is run.
 *
 * @param checkpoints how often; {@link #NEVER} for none but those that are asked for
 * @param restarts whether the job is restarted where it fails
 */
record Setting(
    Storage storage,
    Duration checkpoints,
    int parallelism,
    MatchOptions options,
    boolean restarts) {
  static final Duration NEVER = Duration.ofDays(1);

  /** One subtask, no restart. */
  static Setting of(Storage storage, Duration checkpoints) {
    return new Setting(storage, checkpoints, 1, MatchOptions.DEFAULT, false);
  }

  Setting parallelism(int subtasks) {
    return new Setting(storage, checkpoints, subtasks, options, restarts);
  }

  Setting options(MatchOptions limits) {
    return new Setting(storage, checkpoints, parallelism, limits, restarts);
  }

  Setting restarting() {
    return new Setting(storage, checkpoints, parallelism, options, true);
  }
}
