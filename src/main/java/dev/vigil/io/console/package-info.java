/** Alerts and dead letters on the console. */
@NullMarked
package dev.vigil.io.console;

import org.jspecify.annotations.NullMarked;
