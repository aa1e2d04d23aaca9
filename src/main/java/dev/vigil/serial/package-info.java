/** Binary forms with a version: what crosses the network and what stays in state. */
@NullMarked
package dev.vigil.serial;

import org.jspecify.annotations.NullMarked;
