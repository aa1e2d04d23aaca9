/** Tests of rules: written in YAML, played through the operators that run in production. */
@NullMarked
package dev.vigil.ruletest;

import org.jspecify.annotations.NullMarked;
