package dev.vigil.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Position;
import java.util.List;
import java.util.Locale;

/** Findings about files, for programs. */
final class FindingsJson {
  private FindingsJson() {}

  static ArrayNode of(List<Diagnostic> diagnostics) {
    ArrayNode findings = JsonNodeFactory.instance.arrayNode();
    for (Diagnostic diagnostic : diagnostics) {
      ObjectNode finding = findings.addObject();
      finding.put("file", diagnostic.source().name());
      finding.put("line", diagnostic.position().line());
      finding.put("column", diagnostic.position().column());
      Position end = diagnostic.source().position(diagnostic.span().end());
      finding.put("end_line", end.line());
      finding.put("end_column", end.column());
      finding.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
      finding.put("code", diagnostic.code());
      finding.put("message", diagnostic.message());
      if (diagnostic.hint() != null) {
        finding.put("hint", diagnostic.hint());
      }
    }
    return findings;
  }
}
