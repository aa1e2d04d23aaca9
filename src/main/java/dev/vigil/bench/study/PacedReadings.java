package dev.vigil.bench.study;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * The readings of a run when its throttle says so, dealt out to the source's subtasks in turn. One
 * object both makes and paces the readings of a subtask, and so knows which is next.
 */
final class PacedReadings implements GeneratorFunction<Long, Event>, RateLimiterStrategy {
  /** Numbers that each subtask gets: more than it will send. */
  private static final long SHARE = 1L << 40;

  private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  private final String run;
  private final Feed feed;
  private final int parallelism;
  private transient Schema schema;
  private transient Throttle throttle;
  private transient boolean going;
  private transient long next;

  @SuppressWarnings("NullAway.Init") // Flink opens it before anything else
  PacedReadings(LiveRun run) {
    this.run = run.name();
    this.feed = run.feed();
    this.parallelism = run.parallelism();
  }

  /** How many numbers the source counts. */
  long numbers() {
    return SHARE * parallelism;
  }

  @Override
  public void open(SourceReaderContext context) {
    schema = feed.schema();
    throttle = LiveRun.named(run).throttle();
  }

  @Override
  public Event map(Long number) {
    long reading = number % SHARE * parallelism + number / SHARE;
    going = true;
    next = reading + parallelism;
    return feed.reading(schema, reading);
  }

  @Override
  public RateLimiter createRateLimiter(int subtasks) {
    // Where a subtask goes on is known from its first reading, which goes at once.
    return () -> going ? throttle.admit(next) : NOW;
  }
}
