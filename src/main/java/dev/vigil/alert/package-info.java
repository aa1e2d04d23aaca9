/** Alerts: their identity, their life and their document. */
@NullMarked
package dev.vigil.alert;

import org.jspecify.annotations.NullMarked;
