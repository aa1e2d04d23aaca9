/** What goes in and out: streams of readings, their watermarks, the intake that counts them. */
@NullMarked
package dev.vigil.io;

import org.jspecify.annotations.NullMarked;
