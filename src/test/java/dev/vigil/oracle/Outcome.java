package dev.vigil.oracle;

/**
 * What becomes of an alert, in the words that both sides can say.
 *
 * @param status {@code firing}, {@code resolved} or {@code matched}
 * @param start time of its first reading, epoch milliseconds
 * @param at when it fired or matched
 * @param end when it resolved, or the last reading of a match; 0 while it is open
 */
record Outcome(String rule, String station, String status, long start, long at, long end) {}
