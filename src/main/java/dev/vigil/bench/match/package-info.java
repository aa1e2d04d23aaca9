/**
 * Matchers within one process: Vigil beside static patterns, functions by hand, and doing nothing.
 */
@NullMarked
package dev.vigil.bench.match;

import org.jspecify.annotations.NullMarked;
