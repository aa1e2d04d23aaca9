/** Says what a rule does, in words, in Flink's own calls and in pictures. */
@NullMarked
package dev.vigil.explain;

import org.jspecify.annotations.NullMarked;
