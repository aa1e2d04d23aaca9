package dev.vigil.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The demo's last line.
 *
 * @param readings records that Kafka took
 * @param evaluated readings that the job held against the rules, as it counted them
 * @param deadLetters records that it did not, as it counted them
 * @param rulesActive rules in force at every subtask, by the status topic
 * @param alertsIndexed documents in Elasticsearch
 * @param ruleUpdates rules published again after the start
 */
@JsonPropertyOrder({
  "readings",
  "evaluated",
  "dead_letters",
  "rules_active",
  "alerts_indexed",
  "rule_updates"
})
public record DemoReport(
    long readings,
    long evaluated,
    @JsonProperty("dead_letters") long deadLetters,
    @JsonProperty("rules_active") long rulesActive,
    @JsonProperty("alerts_indexed") long alertsIndexed,
    @JsonProperty("rule_updates") long ruleUpdates) {

  /** Whether every record was accounted for. */
  public boolean adds() {
    return readings == evaluated + deadLetters;
  }

  /** One line. */
  public String json() {
    try {
      return new ObjectMapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers that are no JSON", e);
    }
  }
}
