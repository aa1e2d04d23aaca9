/** The whole service on one machine, with made-up readings, to be looked at. */
@NullMarked
package dev.vigil.demo;

import org.jspecify.annotations.NullMarked;
