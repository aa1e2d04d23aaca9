/** History replayed through the operators of production, and what came of it. */
@NullMarked
package dev.vigil.backtest;

import org.jspecify.annotations.NullMarked;
