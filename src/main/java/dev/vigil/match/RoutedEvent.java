package dev.vigil.match;

import dev.vigil.event.Event;

/**
 * A copy of an event for the rules of one key spec.
 *
 * @param spec the key spec, as {@link Keys#spec} writes it
 * @param key the spec and the event's values of its fields, as {@link Keys#key} writes them
 * @param event the event
 */
public record RoutedEvent(String spec, String key, Event event) {}
