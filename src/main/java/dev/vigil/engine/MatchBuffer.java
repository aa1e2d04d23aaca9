package dev.vigil.engine;

import dev.vigil.condition.Reading;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Flink's shared buffer over the in-memory maps of whichever partial matches are in hand. There is
 * one for a subtask, because it has a timer thread: from when it is first opened until it is
 * closed.
 */
public final class MatchBuffer implements AutoCloseable {
  private static final int CACHE_SLOTS = 1 << 20;

  private @Nullable SharedBuffer<Reading> buffer;
  private @Nullable NfaMatches current;

  /**
   * Opens the buffer of some partial matches. Its cache knows no owner: the accessor must be closed
   * before the next is opened.
   */
  SharedBufferAccessor<Reading> open(NfaMatches matches) {
    current = matches;
    if (buffer == null) {
      buffer =
          new SharedBuffer<>(
              new CurrentMaps(),
              new ReadingSerializer(),
              new SharedBufferCacheConfig(CACHE_SLOTS, CACHE_SLOTS, Duration.ofDays(1)));
    }
    return buffer.getAccessor();
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.releaseCacheStatisticsTimer();
    }
  }

  private NfaMatches current() {
    if (current == null) {
      throw new IllegalStateException("no partial matches in hand");
    }
    return current;
  }

  /** Gives the shared buffer its three maps, by the names it has for them. */
  private final class CurrentMaps implements KeyedStateStore {
    @Override
    @SuppressWarnings("unchecked") // the shared buffer asks for exactly these three
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
      Function<NfaMatches, Map<?, ?>> map =
          switch (descriptor.getName()) {
            case "sharedBuffer-events" -> matches -> matches.image().events();
            case "sharedBuffer-entries-with-lockable-edges" -> matches -> matches.image().entries();
            case "sharedBuffer-events-count" -> matches -> matches.image().counts();
            default -> throw new IllegalArgumentException("unknown state " + descriptor.getName());
          };
      return new CurrentMap<>(() -> (Map<K, V>) map.apply(current()));
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
      throw onlyMaps();
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
      throw onlyMaps();
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
      throw onlyMaps();
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(
        AggregatingStateDescriptor<I, A, O> descriptor) {
      throw onlyMaps();
    }

    private static IllegalStateException onlyMaps() {
      return new IllegalStateException("Flink's shared buffer keeps maps only");
    }
  }
}
