package dev.vigil.match;

import dev.vigil.event.Event;
import dev.vigil.event.KeySpec;
import dev.vigil.event.Schema;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.jspecify.annotations.Nullable;

/** Puts each event under its stream's own key, in the task that read it. */
final class OwnKey implements MapFunction<Event, RoutedEvent> {
  /** The key of an event that lacks a field of its stream's own. No rule is under it. */
  static final String NONE = "";

  private transient @Nullable Map<Schema, KeySpec> specs;
  private transient @Nullable Schema lastSchema;
  private transient @Nullable KeySpec lastSpec;

  /** Whether an event is under its stream's own key. */
  static boolean isOf(RoutedEvent routed) {
    return routed.key().equals(NONE)
        || routed.key().startsWith(routed.event().schema().keyPrefix());
  }

  @Override
  public RoutedEvent map(Event event) {
    return new RoutedEvent(spec(event.schema()).key(event).orElse(NONE), event);
  }

  private KeySpec spec(Schema schema) {
    KeySpec spec = lastSpec;
    if (spec == null || !schema.equals(lastSchema)) {
      if (specs == null) {
        specs = new HashMap<>();
      }
      spec = specs.computeIfAbsent(schema, unused -> new KeySpec(schema.key()));
      lastSchema = schema;
      lastSpec = spec;
    }
    return spec;
  }
}
