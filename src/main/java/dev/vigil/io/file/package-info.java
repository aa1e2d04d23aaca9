/** CSV and NDJSON files as sources of readings. */
@NullMarked
package dev.vigil.io.file;

import org.jspecify.annotations.NullMarked;
