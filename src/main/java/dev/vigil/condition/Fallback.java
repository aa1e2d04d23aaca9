package dev.vigil.condition;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.expr.CheckedExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression that has no closure (macros, maps, times): evaluated by dev.cel's runtime, its
 * variables by our closures. Kept as the checked expression's bytes, planned on first use.
 */
final class Fallback implements Code.OfObject {
  private final byte[] checked;
  private final Map<String, Code> variables;
  private transient volatile CelRuntime.@Nullable Program program;

  Fallback(CelAbstractSyntaxTree ast, Map<String, Code> variables) {
    this.checked = CelProtoAbstractSyntaxTree.fromCelAst(ast).toCheckedExpr().toByteArray();
    this.variables = Map.copyOf(variables);
  }

  @Override
  public @Nullable Object value(Reading reading, Stages stages) {
    try {
      return plain(program().eval(name -> find(name, reading, stages)));
    } catch (CelEvaluationException e) {
      return null; // CEL's error is our unknown: the caller counts it
    }
  }

  private Optional<Object> find(String name, Reading reading, Stages stages) {
    Code code = variables.get(name);
    return code == null ? Optional.empty() : Optional.ofNullable(code.box(reading, stages));
  }

  private CelRuntime.Program program() throws CelEvaluationException {
    CelRuntime.Program planned = program;
    if (planned == null) {
      try {
        planned =
            Cel.runtime()
                .createProgram(
                    CelProtoAbstractSyntaxTree.fromCheckedExpr(CheckedExpr.parseFrom(checked))
                        .getAst());
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("an expression of our own making is unreadable", e);
      }
      program = planned;
    }
    return planned;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value == null || value instanceof NullValue || value instanceof CelUnknownSet) {
      return null;
    }
    if (value instanceof Double number) {
      return number.isNaN() ? null : number;
    }
    if (value instanceof Long
        || value instanceof Boolean
        || value instanceof String
        || value instanceof Instant
        || value instanceof Duration) {
      return value;
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      for (Object item : list) {
        Object one = plain(item);
        items.add(one == null ? "null" : one);
      }
      return items;
    }
    return value instanceof CelByteString bytes
        ? Arrays.toString(bytes.toByteArray())
        : value.toString();
  }
}
