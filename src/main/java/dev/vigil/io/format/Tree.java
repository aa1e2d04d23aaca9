package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A record while its fields are read.
 *
 * @param root the whole record
 * @param reading the part of it that is one reading; the root itself where nothing is split
 * @param record where it came from
 */
record Tree(JsonNode root, JsonNode reading, RawRecord record) {
  /** Turns a record's bytes into a tree. */
  interface Reader {
    JsonNode read(byte[] bytes) throws Refused;
  }
}
