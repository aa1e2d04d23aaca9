package dev.vigil.rollup;

import dev.vigil.event.StableId;
import dev.vigil.serial.VersionedType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What a window came to, or comes to after a late reading. All times are event time, epoch
 * milliseconds.
 *
 * @param rollup the rollup's name
 * @param key the key's fields and their values, in order
 * @param start the window's start
 * @param end the first moment after the window
 * @param sequence 1 when it is told first, and one more each time it is told again
 * @param superseded whether this session has become part of another, and what was told of it is to
 *     be forgotten
 * @param totals what its readings come to
 */
public record RollupResult(
    String rollup,
    Map<String, String> key,
    long start,
    long end,
    int sequence,
    boolean superseded,
    Totals totals) {
  /** How Flink is told of results. */
  public static final TypeInformation<RollupResult> TYPE =
      new VersionedType<>(RollupResult.class, new RollupResultSerializer());

  public RollupResult {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
  }

  /** The same for every telling of a window: made of the rollup, the key and the start. */
  public String id() {
    return new StableId().part(rollup).parts(key).time(start).toString();
  }
}
