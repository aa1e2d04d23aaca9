/** conf/vigil.yaml: read whole, with everything wrong in it said at once. */
@NullMarked
package dev.vigil.conf;

import org.jspecify.annotations.NullMarked;
