/** Suites on what Flink's settings cost Vigil's job: state backends, checkpoints, parallelism, … */
@NullMarked
package dev.vigil.bench.study;

import org.jspecify.annotations.NullMarked;
