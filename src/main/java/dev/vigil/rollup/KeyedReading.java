package dev.vigil.rollup;

import dev.vigil.event.Event;

/**
 * A reading on its way to the windows of its key.
 *
 * @param key the key, as {@link dev.vigil.event.KeySpec#key} writes it
 * @param refused whether it came too late for the rules, and so is a dead letter already
 * @param event the reading
 */
record KeyedReading(String key, boolean refused, Event event) {}
