package dev.vigil.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A case that another engine's own tests assert, as the shared file tells it. */
record PeerCase(JsonNode json) {

  /** The cases of one source; a test without the file is skipped. */
  static List<PeerCase> of(String source) {
    try {
      List<PeerCase> cases = new ArrayList<>();
      for (JsonNode node :
          new ObjectMapper().readTree(SharedFiles.need("cases/peer-cases.json").toFile())) {
        if (node.get("source").asText().equals(source)) {
          cases.add(new PeerCase(node));
        }
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String id() {
    return json.get("id").asText();
  }

  JsonNode pattern() {
    return json.get("pattern");
  }

  JsonNode events() {
    return json.get("events");
  }

  boolean expectsTimeouts() {
    return json.has("expect_timeouts") || json.has("expect_timeouts_multiset");
  }

  /** Expected matches: the indices of their events, in order of the stages. */
  List<List<Integer>> matches() {
    List<List<Integer>> matches = new ArrayList<>();
    for (JsonNode match : json.get("expect")) {
      List<Integer> indices = new ArrayList<>();
      match.forEach(index -> indices.add(index.asInt()));
      matches.add(indices);
    }
    return matches;
  }

  @Override
  public String toString() {
    return id() + " " + json.get("test").asText();
  }
}
