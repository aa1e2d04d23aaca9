package dev.vigil.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status as the status topic holds it. */
public final class RuleStatusJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RuleStatusJson() {}

  /** The document of a status, UTF-8. */
  public static byte[] write(RuleStatus status) {
    ObjectNode document = JSON.createObjectNode();
    document.put("rule", status.rule());
    document.put("revision", status.revision());
    document.put("active_revision", status.activeRevision());
    document.put("hash", status.hash());
    document.put("state", status.state().label());
    status.errors().forEach(error -> write(error, document.withArray("errors").addObject()));
    document.withArray("errors");
    document.put("subtasks", status.acknowledged() + "/" + status.subtasks());
    document.put("at", Instant.ofEpochMilli(status.at()).toString());
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always written", e);
    }
  }

  private static void write(StatusError error, ObjectNode node) {
    node.put("line", error.line()).put("column", error.column());
    node.put("code", error.code()).put("message", error.message());
    if (error.hint() != null) {
      node.put("hint", error.hint());
    }
  }

  /**
   * Reads a status document.
   *
   * @throws IOException if it is none
   */
  public static RuleStatus read(byte[] document) throws IOException {
    try {
      JsonNode node = JSON.readTree(document);
      String[] subtasks = text(node, "subtasks").split("/", 2);
      List<StatusError> errors = new ArrayList<>();
      node.path("errors").forEach(error -> errors.add(readError(error)));
      return new RuleStatus(
          text(node, "rule"),
          node.required("revision").longValue(),
          node.hasNonNull("active_revision")
              ? Long.valueOf(node.get("active_revision").longValue())
              : null,
          optional(node, "hash"),
          RuleState.of(text(node, "state")),
          errors,
          Integer.parseInt(subtasks[0]),
          Integer.parseInt(subtasks[1]),
          Instant.parse(text(node, "at")).toEpochMilli());
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
      String shown = new String(document, StandardCharsets.UTF_8);
      throw new IOException("no rule status: " + shown, e);
    }
  }

  private static StatusError readError(JsonNode error) {
    return new StatusError(
        error.required("line").intValue(),
        error.required("column").intValue(),
        text(error, "code"),
        text(error, "message"),
        optional(error, "hint"));
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.required(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " is no text");
    }
    return value.textValue();
  }

  private static @Nullable String optional(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.get(name).textValue() : null;
  }
}
