package dev.vigil.serial;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of immutable values whose format has a version, kept in savepoints. Subclasses have
 * a constructor without arguments, so that a snapshot can make them again, and read every version
 * they ever wrote.
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
  private int readVersion;

  /** Version that {@link #write} writes; from 1, and raised with every change of format. */
  public abstract int version();

  /** Writes a value in the current version. */
  protected abstract void write(T value, DataOutputView out) throws IOException;

  /** Reads a value that {@link #write} of {@code version} wrote. */
  protected abstract T read(int version, DataInputView in) throws IOException;

  /** Writes what the values of this serializer depend on, to the savepoint's head. */
  protected void writeConfiguration(DataOutputView out) throws IOException {}

  /** Reads what {@link #writeConfiguration} of {@code version} wrote. */
  protected void readConfiguration(int version, DataInputView in) throws IOException {}

  /** Whether values written under the other's configuration mean the same under this one's. */
  protected boolean sameConfiguration(VersionedSerializer<?> other) {
    return true;
  }

  final void readAs(int version) {
    readVersion = version;
  }

  @Override
  public final void serialize(T value, DataOutputView out) throws IOException {
    write(value, out);
  }

  @Override
  public final T deserialize(DataInputView in) throws IOException {
    return read(readVersion == 0 ? version() : readVersion, in);
  }

  @Override
  public final T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public final void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  @SuppressWarnings("NullAway") // Flink's contract: null where there is no sensible empty value
  public final T createInstance() {
    return null;
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other != null
        && other.getClass() == getClass()
        && sameConfiguration((VersionedSerializer<?>) other);
  }

  @Override
  public int hashCode() {
    return getClass().hashCode();
  }

  @Override
  public final TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new VersionedSnapshot<>(this);
  }
}
