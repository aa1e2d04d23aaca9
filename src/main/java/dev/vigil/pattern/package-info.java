/** A Plan to one Flink CEP pattern: the only place that speaks Pattern. */
@NullMarked
package dev.vigil.pattern;

import org.jspecify.annotations.NullMarked;
