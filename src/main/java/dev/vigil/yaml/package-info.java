/** YAML as a tree whose every node and character knows where in the text it stands. */
@NullMarked
package dev.vigil.yaml;

import org.jspecify.annotations.NullMarked;
