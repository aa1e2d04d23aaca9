package dev.vigil.condition;

import dev.cel.common.ast.CelConstant;
import dev.vigil.event.Field;
import dev.vigil.event.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of the streams and the lets of the rule, by name. */
final class Names {
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Map<String, String> conflicts = new HashMap<>();
  private final Map<String, Let> lets = new LinkedHashMap<>();
  private long keyTtl;

  /**
   * A let.
   *
   * @param text as written
   * @param number the number that it is, where it is nothing else
   * @param fields the stream's fields it reads
   * @param lets the lets it uses
   * @param weight the parts it is made of, its lets written out
   */
  record Let(
      Leaf leaf,
      String text,
      @Nullable CelConstant number,
      Set<String> fields,
      Set<String> lets,
      int weight) {}

  Names(Collection<Schema> streams) {
    Map<String, String> owner = new HashMap<>();
    for (Schema schema : streams) {
      for (Field field : schema.fields()) {
        Field known = fields.putIfAbsent(field.name(), field);
        String first = owner.putIfAbsent(field.name(), schema.stream());
        if (known != null && known.type() != field.type()) {
          conflicts.put(
              field.name(),
              Words.a(known.type())
                  + " in stream "
                  + first
                  + " and "
                  + Words.a(field.type())
                  + " in stream "
                  + schema.stream());
        }
      }
    }
  }

  @Nullable Field field(String name) {
    return fields.get(name);
  }

  /** Why the field has no one type; null where it has. */
  @Nullable String conflict(String name) {
    return conflicts.get(name);
  }

  @Nullable Let let(String name) {
    return lets.get(name);
  }

  void let(String name, Let let) {
    lets.put(name, let);
  }

  /** Milliseconds of silence after which a key is forgotten; 0 where that is no matter. */
  long keyTtl() {
    return keyTtl;
  }

  void keyTtl(long millis) {
    keyTtl = millis;
  }

  /** All fields and lets. */
  Set<String> all() {
    Set<String> all = new LinkedHashSet<>(fields.keySet());
    all.addAll(lets.keySet());
    return all;
  }

  List<String> fieldNames() {
    return new ArrayList<>(fields.keySet());
  }
}
