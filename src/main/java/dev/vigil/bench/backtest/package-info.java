/** A backtest beside reading its files and no more. */
@NullMarked
package dev.vigil.bench.backtest;

import org.jspecify.annotations.NullMarked;
