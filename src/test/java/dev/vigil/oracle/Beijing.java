package dev.vigil.oracle;

import dev.vigil.SharedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Four years of hourly PM2.5 of twelve Beijing stations, with the holes they have. */
final class Beijing {
  /** Rows of the file. */
  static final int ROWS = 420_768;

  static final String FILE = "data/beijing-12-stations-hourly-2013-2017.csv.gz";

  private Beijing() {}

  /**
   * A row.
   *
   * @param time epoch milliseconds
   * @param text the time as the file has it
   * @param pm25 NaN where the file says NA
   */
  record Row(long time, String text, String station, double pm25) {
    boolean known() {
      return !Double.isNaN(pm25);
    }
  }

  /** All rows in the file's order, which is that of time. */
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>(ROWS);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedFiles.need(FILE))),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        rows.add(
            new Row(
                OffsetDateTime.parse(cells[0]).toInstant().toEpochMilli(),
                cells[0],
                cells[1],
                cells[2].equals("NA") ? Double.NaN : Double.parseDouble(cells[2])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** The rows of each station, oldest first. */
  static Map<String, List<Row>> byStation(List<Row> rows) {
    Map<String, List<Row>> stations = new TreeMap<>();
    for (Row row : rows) {
      stations.computeIfAbsent(row.station(), unused -> new ArrayList<>()).add(row);
    }
    stations.values().forEach(list -> list.sort((a, b) -> Long.compare(a.time(), b.time())));
    return stations;
  }
}
