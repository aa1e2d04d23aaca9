package dev.vigil.event;

import java.io.Serializable;

/**
 * A field of a stream and where its value lies in an {@link Event}.
 *
 * @param name as rules write it
 * @param type the field's type
 * @param slot index of its first slot among the event's numbers or texts, by {@link
 *     FieldType#isText()}
 */
public record Field(String name, FieldType type, int slot) implements Serializable {}
