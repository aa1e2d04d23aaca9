package dev.vigil.cases;

/**
 * A reading as a plain Flink job would have it, sharing nothing with the product's own.
 *
 * @param key whose it is
 * @param timestamp event time, epoch milliseconds
 * @param index its place among the readings
 * @param name a text
 * @param value a number, or null where it is missing
 */
public record Observation(String key, long timestamp, int index, String name, Double value) {}
