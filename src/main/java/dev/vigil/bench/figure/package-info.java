/** What suites have found, as tables, plots and pages. */
@NullMarked
package dev.vigil.bench.figure;

import org.jspecify.annotations.NullMarked;
