package dev.vigil.io.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads one row of CSV as RFC 4180 has it into texts by column; empty cells are missing. */
final class CsvReader implements Tree.Reader {
  private static final byte NONE = 0;
  private static final CsvMapper MAPPER =
      CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

  private final List<String> columns;
  private final byte delimiter;
  private final ObjectReader reader;

  CsvReader(List<String> columns, char delimiter) {
    this.columns = columns;
    this.delimiter = delimiter < 0x80 ? (byte) delimiter : NONE;
    this.reader = rows(delimiter);
  }

  private static ObjectReader rows(char delimiter) {
    return MAPPER
        .readerFor(String[].class)
        .with(CsvSchema.emptySchema().withColumnSeparator(delimiter));
  }

  /** The names in a header line. */
  static List<String> header(byte[] line, char delimiter) throws Refused {
    String[] names = row(line, rows(delimiter));
    for (int i = 0; i < names.length; i++) {
      names[i] = names[i].strip();
    }
    return List.of(names);
  }

  @Override
  public JsonNode read(byte[] bytes) throws Refused {
    String[] cells = isPlain(bytes) ? plain(bytes) : row(bytes, reader);
    if (cells.length != columns.size()) {
      throw new Refused(
          Reason.MALFORMED,
          "a row of " + cells.length + " values where there are " + columns.size() + " columns");
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < cells.length; i++) {
      if (!cells[i].isEmpty()) {
        row.put(columns.get(i), cells[i]);
      }
    }
    return row;
  }

  /** Whether the row is ASCII without quotes and line breaks: then a delimiter is one anywhere. */
  private boolean isPlain(byte[] bytes) {
    if (delimiter == NONE) {
      return false;
    }
    for (byte b : bytes) {
      if ((b < ' ' && b != '\t') || b == '"') { // below the blank are also all bytes beyond ASCII
        return false;
      }
    }
    return true;
  }

  private String[] plain(byte[] bytes) {
    String[] cells = new String[columns.size()];
    int count = 0;
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == delimiter) {
        if (count == cells.length) {
          cells = Arrays.copyOf(cells, 2 * count + 1);
        }
        cells[count++] = new String(bytes, start, i - start, StandardCharsets.ISO_8859_1);
        start = i + 1;
      }
    }
    return count == cells.length ? cells : Arrays.copyOf(cells, count);
  }

  private static String[] row(byte[] bytes, ObjectReader reader) throws Refused {
    try (MappingIterator<String[]> rows = reader.readValues(bytes)) {
      if (!rows.hasNextValue()) {
        throw new Refused(Reason.EMPTY, "the record has no row");
      }
      String[] row = rows.nextValue();
      if (rows.hasNextValue()) {
        throw new Refused(Reason.MALFORMED, "a record of more than one row");
      }
      return row;
    } catch (JsonProcessingException e) {
      throw new Refused(Reason.MALFORMED, "not CSV: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new Refused(Reason.MALFORMED, "not CSV: " + e.getMessage());
    }
  }
}
