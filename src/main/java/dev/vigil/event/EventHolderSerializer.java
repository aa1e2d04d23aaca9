package dev.vigil.event;

import dev.vigil.serial.VersionedSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes values that have an event of a fixed list of streams inside. */
public abstract class EventHolderSerializer<T> extends VersionedSerializer<T> {
  private final EventSerializer events;

  protected EventHolderSerializer(List<Schema> schemas) {
    events = new EventSerializer(schemas);
  }

  /** Writes the event, in the current version of events. */
  protected final void writeEvent(Event event, DataOutputView out) throws IOException {
    events.serialize(event, out);
  }

  /**
   * Reads an event.
   *
   * @param version of events, in which {@link #writeEvent} wrote it: the holder's own says it
   */
  protected final Event readEvent(int version, DataInputView in) throws IOException {
    return events.read(version, in);
  }

  @Override
  protected final void writeConfiguration(DataOutputView out) throws IOException {
    events.writeConfiguration(out);
  }

  @Override
  protected final void readConfiguration(int version, DataInputView in) throws IOException {
    events.readConfiguration(version, in);
  }

  @Override
  protected final boolean sameConfiguration(VersionedSerializer<?> other) {
    return other instanceof EventHolderSerializer<?> that && events.equals(that.events);
  }
}
