package dev.vigil.plan;

/** How a stage follows the one before it: Flink CEP's own words. */
public enum Contiguity {
  BEGIN,
  NEXT,
  FOLLOWED_BY,
  FOLLOWED_BY_ANY,
  NOT_NEXT,
  NOT_FOLLOWED_BY;

  public boolean isNegative() {
    return this == NOT_NEXT || this == NOT_FOLLOWED_BY;
  }

  /** The key of a stage in YAML: {@code followed_by}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
