/** A YAML document to a Rule, with all its problems at once. */
@NullMarked
package dev.vigil.rule;

import org.jspecify.annotations.NullMarked;
