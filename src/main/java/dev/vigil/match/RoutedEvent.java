package dev.vigil.match;

import dev.vigil.event.Event;
import dev.vigil.event.Keys;

/**
 * A copy of an event for the rules of one key spec.
 *
 * @param key the key spec and the event's values of its fields, as {@link Keys} writes them
 * @param event the event
 */
public record RoutedEvent(String key, Event event) {}
