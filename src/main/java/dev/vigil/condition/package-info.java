/** CEL conditions: checked against a stream's schema, compiled to closures. */
@NullMarked
package dev.vigil.condition;

import org.jspecify.annotations.NullMarked;
