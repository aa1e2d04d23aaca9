/** Windows of readings: what they keep, what they tell, and the streams they make for rules. */
@NullMarked
package dev.vigil.rollup;

import org.jspecify.annotations.NullMarked;
