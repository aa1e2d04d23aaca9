package dev.vigil.condition;

import dev.cel.common.types.CelType;
import dev.vigil.event.Field;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a name or a call of ours stands for. To the checker it is a variable of its type; its
 * closure is made only when it is used.
 *
 * @param type its CEL type
 * @param code makes its closure
 * @param field the field, where the leaf is nothing but a field of the reading
 * @param quantity what it is to an index, where that can work it out as a number
 */
record Leaf(CelType type, Supplier<Code> code, @Nullable Field field, @Nullable Quantity quantity) {
  Leaf(CelType type, Supplier<Code> code) {
    this(type, code, null, null);
  }
}
