package dev.vigil.bench.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says when each reading may be sent: at once, at a rate, or not yet. At a rate, a reading that is
 * overdue is sent at once and counts as having arrived when it was due, so that a job that falls
 * behind is measured as one.
 */
final class Throttle {
  private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  private final AtomicLong admitted = new AtomicLong();
  private final List<Held> held = new ArrayList<>();
  private volatile Schedule schedule = new Schedule(0, 0, 0, 0);

  /**
   * Reading {@code first} is due at {@code start}, those after it at the rate, up to the limit.
   *
   * @param perSecond 0 for all at once
   */
  private record Schedule(long first, long start, double perSecond, long limit) {
    long due(long number) {
      return start + (long) ((number - first) * (1e9 / perSecond));
    }
  }

  private record Held(long number, CompletableFuture<Void> go) {}

  /** Lets all readings before a limit go, as fast as they are taken. */
  void release(long limit) {
    change(new Schedule(0, 0, 0, limit));
  }

  /** Lets readings go at a rate from now on, without an end. */
  void pace(double perSecond) {
    change(new Schedule(admitted.get(), System.nanoTime(), perSecond, Long.MAX_VALUE));
  }

  /** Lets no more readings go; returns the number before which all are sent. */
  synchronized long hold() {
    Schedule now = schedule;
    long limit = Math.min(now.limit(), admitted.get());
    schedule = new Schedule(now.first(), now.start(), now.perSecond(), limit);
    return limit;
  }

  /**
   * When the reading was due, in terms of {@link System#nanoTime()}. Only while there is a rate.
   */
  long due(long number) {
    return schedule.due(number);
  }

  /** The number before which all readings have arrived by now. Only while there is a rate. */
  long arrived() {
    Schedule now = schedule;
    return now.first() + (long) ((System.nanoTime() - now.start()) * (now.perSecond() / 1e9));
  }

  private synchronized void change(Schedule next) {
    schedule = next;
    List<Held> waiting = List.copyOf(held);
    held.clear();
    for (Held one : waiting) {
      admit(one.number())
          .whenComplete(
              (done, failure) -> {
                one.go().complete(null);
              });
    }
  }

  /** Complete when the reading may be sent. */
  CompletionStage<Void> admit(long number) {
    Schedule now = schedule;
    if (now.perSecond() == 0 && number < now.limit()) {
      admitted.accumulateAndGet(number + 1, Math::max);
      return NOW;
    }
    return admitInTime(number);
  }

  private synchronized CompletionStage<Void> admitInTime(long number) {
    Schedule now = schedule;
    if (number >= now.limit()) {
      CompletableFuture<Void> go = new CompletableFuture<>();
      held.add(new Held(number, go));
      return go;
    }
    admitted.accumulateAndGet(number + 1, Math::max);
    long wait = now.perSecond() == 0 ? 0 : now.due(number) - System.nanoTime();
    if (wait <= 0) {
      return NOW;
    }
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, Runnable::run));
  }
}
