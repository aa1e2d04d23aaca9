package dev.vigil.match;

/** How much of all readings a place in an index lets pass, from the least to the most. */
enum Selectivity {
  NOTHING,
  /** One number or text. */
  POINT,
  RANGE,
  /** All to one side of a number. */
  BOUND,
  /** All to one side of a multiple of another number. */
  MULTIPLE,
  EVERYTHING
}
