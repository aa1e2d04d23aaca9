/** Positions in a text, what is wrong there, and how a person is shown it. */
@NullMarked
package dev.vigil.diagnostic;

import org.jspecify.annotations.NullMarked;
