/** Benchmarks that a person can run: Vigil beside static patterns and beside doing nothing. */
@NullMarked
package dev.vigil.bench;

import org.jspecify.annotations.NullMarked;
