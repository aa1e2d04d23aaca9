/** Values computed from a key's recent readings, one file each, and their registry. */
@NullMarked
package dev.vigil.signal;

import org.jspecify.annotations.NullMarked;
