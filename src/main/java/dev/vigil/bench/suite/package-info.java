/** What every suite is made of: how long it may measure, on what. */
@NullMarked
package dev.vigil.bench.suite;

import org.jspecify.annotations.NullMarked;
