/** What every rule form lowers to: signals, stages and a lifecycle. */
@NullMarked
package dev.vigil.plan;

import org.jspecify.annotations.NullMarked;
