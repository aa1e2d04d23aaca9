/** Benchmarks that a person can run. */
@NullMarked
package dev.vigil.bench;

import org.jspecify.annotations.NullMarked;
