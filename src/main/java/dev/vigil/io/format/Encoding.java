package dev.vigil.io.format;

import java.io.Serializable;
import java.util.List;

/** The format of a stream's records. */
public sealed interface Encoding extends Serializable {
  /** Makes what turns bytes into a tree. */
  Tree.Reader reader(Limits limits);

  /** JSON, one document a record or a line. */
  record Json() implements Encoding {
    @Override
    public Tree.Reader reader(Limits limits) {
      return new JsonReader(limits);
    }
  }

  /**
   * CSV, one row a record or a line.
   *
   * @param columns names in order; empty where a file's first line has them
   * @param delimiter between values
   */
  record Csv(List<String> columns, char delimiter) implements Encoding {
    public Csv {
      columns = List.copyOf(columns);
    }

    /** Whether the first line of a file names the columns. */
    public boolean hasHeader() {
      return columns.isEmpty();
    }

    @Override
    public Tree.Reader reader(Limits limits) {
      return new CsvReader(columns, delimiter);
    }
  }
}
