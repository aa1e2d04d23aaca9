package dev.vigil.cases;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A condition in two hands: as CEL for the rule language, and as Java for a plain Flink job. What
 * is unknown takes no reading; there is no negation, so false may stand for unknown.
 */
sealed interface Where extends Serializable {
  /** What earlier stages took, in plain Flink. */
  interface Taken {
    List<Observation> by(String stage);
  }

  String cel();

  boolean test(Observation reading, Taken taken);

  /** Whether it asks what stages took. */
  default boolean iterative() {
    return false;
  }

  /** A comparison. */
  enum Op {
    LT("<"),
    LE("<="),
    GE(">="),
    GT(">");

    final String sign;

    Op(String sign) {
      this.sign = sign;
    }

    boolean test(double left, double right) {
      return switch (this) {
        case LT -> left < right;
        case LE -> left <= right;
        case GE -> left >= right;
        case GT -> left > right;
      };
    }
  }

  record Value(Op op, double constant) implements Where {
    @Override
    public String cel() {
      return "v " + op.sign + " " + constant;
    }

    @Override
    public boolean test(Observation reading, Taken taken) {
      return reading.value() != null && op.test(reading.value(), constant);
    }
  }

  record Name(String name) implements Where {
    @Override
    public String cel() {
      return "name == '" + name + "'";
    }

    @Override
    public boolean test(Observation reading, Taken taken) {
      return reading.name().equals(name);
    }
  }

  record Both(Where left, Where right) implements Where {
    @Override
    public String cel() {
      return "(" + left.cel() + ") && (" + right.cel() + ")";
    }

    @Override
    public boolean test(Observation reading, Taken taken) {
      return left.test(reading, taken) && right.test(reading, taken);
    }

    @Override
    public boolean iterative() {
      return left.iterative() || right.iterative();
    }
  }

  record Either(Where left, Where right) implements Where {
    @Override
    public String cel() {
      return left.cel() + " || " + right.cel();
    }

    @Override
    public boolean test(Observation reading, Taken taken) {
      return left.test(reading, taken) || right.test(reading, taken);
    }

    @Override
    public boolean iterative() {
      return left.iterative() || right.iterative();
    }
  }

  /** The reading's value against a figure over what a stage took; unknown where it took none. */
  record Against(Op op, double factor, String function, String stage) implements Where {
    @Override
    public String cel() {
      String figure = function.isEmpty() ? stage + ".v" : function + "(" + stage + ".v)";
      return "v " + op.sign + " " + factor + " * " + figure;
    }

    @Override
    public boolean test(Observation reading, Taken taken) {
      List<Double> values = new ArrayList<>();
      taken.by(stage).forEach(one -> values.add(one.value()));
      return !values.isEmpty() && op.test(reading.value(), factor * figure(values));
    }

    private double figure(List<Double> values) {
      DoubleStream all = values.stream().mapToDouble(value -> value);
      return switch (function) {
        case "" -> values.get(values.size() - 1);
        case "last" -> values.get(values.size() - 1);
        case "first" -> values.get(0);
        case "max" -> all.max().getAsDouble();
        case "min" -> all.min().getAsDouble();
        case "sum" -> all.sum();
        case "avg" -> all.average().getAsDouble();
        default -> throw new IllegalArgumentException(function);
      };
    }

    @Override
    public boolean iterative() {
      return true;
    }
  }

  /** How many readings a stage has taken. */
  record Count(String stage, Op op, int constant) implements Where {
    @Override
    public String cel() {
      return "count(" + stage + ") " + op.sign + " " + constant;
    }

    @Override
    public boolean test(Observation reading, Taken taken) {
      return op.test(taken.by(stage).size(), constant);
    }

    @Override
    public boolean iterative() {
      return true;
    }
  }

  /** What a loop has taken so far and this reading together. */
  record SumBelow(String stage, double limit) implements Where {
    @Override
    public String cel() {
      return "(count(" + stage + ") == 0 ? 0.0 : sum(" + stage + ".v)) + v < " + limit;
    }

    @Override
    public boolean test(Observation reading, Taken taken) {
      double sum = reading.value();
      for (Observation one : taken.by(stage)) {
        sum += one.value();
      }
      return sum < limit;
    }

    @Override
    public boolean iterative() {
      return true;
    }
  }
}
