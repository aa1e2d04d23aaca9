/**
 * Takes one rule a step further for one key: an automaton where the plan's shape allows one, else
 * Flink's NFA, which is the definition.
 */
@NullMarked
package dev.vigil.engine;

import org.jspecify.annotations.NullMarked;
