/** From bytes to readings, or to dead letters that say why not. */
@NullMarked
package dev.vigil.io.format;

import org.jspecify.annotations.NullMarked;
