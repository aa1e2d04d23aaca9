package dev.vigil.io.format;

import java.io.Serializable;

/**
 * What a record may be at most.
 *
 * @param bytes of its value
 * @param readings that it is split into
 * @param depth of values inside values
 */
public record Limits(int bytes, int readings, int depth) implements Serializable {
  public static final Limits DEFAULT = new Limits(1 << 20, 10_000, 64);
}
