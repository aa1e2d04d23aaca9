package dev.vigil.alert;

import dev.vigil.event.StableId;
import java.util.Collections;
import java.util.Map;

/** A key as alerts tell it. What they say of it is made once, and not for each alert. */
public final class AlertKey {
  private final Map<String, String> values;
  private final byte[] name;
  private final String joined;

  /**
   * A key.
   *
   * @param values its fields and their values, in order
   */
  public AlertKey(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
    this.name = new StableId().parts(values).name();
    this.joined = String.join(", ", values.values());
  }

  /** Its fields and their values, in order. */
  public Map<String, String> values() {
    return values;
  }

  /** It as part of a {@link StableId}. */
  byte[] name() {
    return name;
  }

  /** Its values in words. */
  String joined() {
    return joined;
  }
}
