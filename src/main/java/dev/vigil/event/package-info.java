/** Readings, the schema of their stream, and how they are written. */
@NullMarked
package dev.vigil.event;

import org.jspecify.annotations.NullMarked;
