/** The operator that hosts every rule for every key. */
@NullMarked
package dev.vigil.match;

import org.jspecify.annotations.NullMarked;
