package dev.vigil.diagnostic;

/** How bad a finding is: an error refuses the document, a warning does not. */
public enum Severity {
  ERROR,
  WARNING
}
