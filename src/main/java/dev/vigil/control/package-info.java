/** Control records: the gate, the status of rules, acknowledgements. */
@NullMarked
package dev.vigil.control;

import org.jspecify.annotations.NullMarked;
