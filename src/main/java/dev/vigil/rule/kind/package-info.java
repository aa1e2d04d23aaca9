/** The forms a rule may take, one file each, and their registry: YAML to stages. */
@NullMarked
package dev.vigil.rule.kind;

import org.jspecify.annotations.NullMarked;
