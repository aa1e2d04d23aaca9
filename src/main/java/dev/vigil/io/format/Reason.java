package dev.vigil.io.format;

import java.util.Locale;

/** Why a record or a reading is not evaluated. */
public enum Reason {
  /** The bytes are not of the stream's format. */
  MALFORMED,
  /** No time, or none that can be one. */
  NO_TIME,
  /** A field of the stream's key is missing. */
  NO_KEY,
  /** A value that its field's type cannot hold. */
  WRONG_TYPE,
  /** More bytes or readings than a record may have. */
  TOO_LARGE,
  /** No bytes, or no reading in them. */
  EMPTY,
  /** Its time is at or before the watermark. */
  LATE,
  /** Its time is further ahead of the wall clock than the stream allows. */
  FUTURE;

  /** The name in dead letters and metrics: {@code wrong-type}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
