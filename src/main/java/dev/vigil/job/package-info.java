/** The Flink job: its topology and how it starts. */
@NullMarked
package dev.vigil.job;

import org.jspecify.annotations.NullMarked;
