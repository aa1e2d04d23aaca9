package dev.vigil.event;

/** The types a field of a stream may have. */
public enum FieldType {
  STRING,
  DOUBLE,
  /** 64-bit signed. */
  INT,
  BOOLEAN,
  /** An instant, epoch milliseconds. */
  TIMESTAMP,
  /** Latitude and longitude, degrees. */
  GEO_POINT;

  /** Whether values of it can be in a key: two that are alike are one key, and stay so. */
  public boolean isOfKeys() {
    return this == STRING || this == INT || this == BOOLEAN;
  }

  /** Whether a value takes text slots, and not number slots. */
  public boolean isText() {
    return this == STRING;
  }

  /** How many slots of its kind a value takes. */
  int slots() {
    return this == GEO_POINT ? 2 : 1;
  }

  /** The name used in conf: {@code geo_point}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
