package dev.vigil.io.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;
import org.apache.flink.core.fs.Path;

/**
 * Gives files out in the order they were listed in; those of a directory by name. Paths are
 * absolute.
 */
final class InOrder implements FileSplitAssigner {
  private final List<Path> order;
  private final List<FileSourceSplit> left = new ArrayList<>();

  InOrder(Collection<FileSourceSplit> splits, List<String> order) {
    this.order = order.stream().map(Path::new).toList();
    addSplits(splits);
  }

  @Override
  public Optional<FileSourceSplit> getNext(String hostname) {
    return left.isEmpty() ? Optional.empty() : Optional.of(left.remove(0));
  }

  @Override
  public void addSplits(Collection<FileSourceSplit> splits) {
    left.addAll(splits);
    left.sort(
        Comparator.comparingInt((FileSourceSplit split) -> rank(split.path()))
            .thenComparing(split -> split.path().toString()));
  }

  private int rank(Path path) {
    for (int i = 0; i < order.size(); i++) {
      String listed = order.get(i).getPath();
      if (path.getPath().equals(listed) || path.getPath().startsWith(listed + "/")) {
        return i;
      }
    }
    return order.size();
  }

  @Override
  public Collection<FileSourceSplit> remainingSplits() {
    return left;
  }
}
