package dev.vigil.rule;

/** How urgent an alert is. */
public enum AlertSeverity {
  INFO,
  WARNING,
  CRITICAL
}
