/** The command line: one file a subcommand. */
@NullMarked
package dev.vigil.cli;

import org.jspecify.annotations.NullMarked;
