package dev.vigil.serial;

import java.io.IOException;
import java.lang.reflect.Constructor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The head that a savepoint keeps of a {@link VersionedSerializer}: its class, version and more.
 */
public final class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int FORMAT = 1;

  private @Nullable VersionedSerializer<T> serializer;
  private int version;

  /** For Flink, which reads the rest. */
  public VersionedSnapshot() {}

  VersionedSnapshot(VersionedSerializer<T> serializer) {
    this.serializer = serializer;
    this.version = serializer.version();
  }

  private VersionedSerializer<T> known() {
    if (serializer == null) {
      throw new IllegalStateException("a snapshot that was not read yet");
    }
    return serializer;
  }

  @Override
  public int getCurrentVersion() {
    return FORMAT;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(known().getClass().getName());
    out.writeInt(version);
    known().writeConfiguration(out);
  }

  @Override
  @SuppressWarnings("unchecked")
  public void readSnapshot(int format, DataInputView in, ClassLoader loader) throws IOException {
    String name = in.readUTF();
    version = in.readInt();
    try {
      Constructor<?> made =
          Class.forName(name, true, loader)
              .asSubclass(VersionedSerializer.class)
              .getDeclaredConstructor();
      made.setAccessible(true); // serializers are seldom public
      serializer = (VersionedSerializer<T>) made.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException("cannot make the serializer " + name + " of a savepoint again", e);
    }
    serializer.readConfiguration(version, in);
    serializer.readAs(version);
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return known();
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    if (!(old instanceof VersionedSnapshot<T> before)
        || before.known().getClass() != known().getClass()
        || before.version > version) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return before.version == version && known().sameConfiguration(before.known())
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }
}
