package dev.vigil.condition;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The readings that a stage has taken. They stay the same for as long as a partial match waits, and
 * so they remember what was asked of them. Not for several threads at once.
 */
public final class TakenReadings extends AbstractList<Reading> implements RandomAccess {
  private final List<Reading> readings;
  private final List<Question> asked = new ArrayList<>(1);
  private double[] answers = new double[1];

  /** A number that depends on the readings and on nothing else. */
  @FunctionalInterface
  interface Question extends Serializable {
    double of(Iterable<Reading> taken);
  }

  /**
   * Readings of one stage.
   *
   * @param readings in order; not changed afterwards
   */
  public TakenReadings(List<Reading> readings) {
    this.readings = readings;
  }

  /** The answer to a question, which is asked of the same readings once. */
  static double answer(Question question, Iterable<Reading> taken) {
    return taken instanceof TakenReadings known ? known.answer(question) : question.of(taken);
  }

  private double answer(Question question) {
    int number = asked.indexOf(question);
    if (number < 0) {
      number = asked.size();
      if (number == answers.length) {
        answers = Arrays.copyOf(answers, 2 * number);
      }
      answers[number] = question.of(readings);
      asked.add(question);
    }
    return answers[number];
  }

  @Override
  public Reading get(int index) {
    return readings.get(index);
  }

  @Override
  public int size() {
    return readings.size();
  }
}
