package dev.vigil.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.ruletest.Comparison.Kind;
import dev.vigil.ruletest.Comparison.Line;
import dev.vigil.ruletest.RuleTestFiles;
import dev.vigil.ruletest.RuleTestResult;
import java.io.PrintWriter;
import java.util.List;

/** How results of rule tests are told. */
interface TestReport {
  /** What was found in the files, before any test is run. */
  void findings(RuleTestFiles files);

  /** One test is done. */
  void result(RuleTestResult result);

  /** All are done. */
  void end(List<RuleTestResult> results, RuleTestFiles files);

  /** For people: a line a test, as it is done, with what differs where it failed. */
  record Text(PrintWriter out) implements TestReport {
    @Override
    public void findings(RuleTestFiles files) {
      out.print(DiagnosticRenderer.render(files.diagnostics()));
      out.flush();
    }

    @Override
    public void result(RuleTestResult result) {
      String file = result.file().path().toString();
      if (result.holds()) {
        out.println("ok      " + file + ": " + result.test().name());
      } else {
        out.println("FAILED  " + file + ":" + result.test().line() + ": " + result.test().name());
        for (Line line : result.comparison().lines()) {
          out.println("        " + line);
        }
      }
      out.flush();
    }

    @Override
    public void end(List<RuleTestResult> results, RuleTestFiles files) {
      long failed = results.stream().filter(result -> !result.holds()).count();
      if (failed > 0) {
        out.println("- expected and did not come, + came and was not expected");
      }
      out.println(
          Counted.of(results.size(), "test")
              + " in "
              + Counted.of(files.read(), "file")
              + ": "
              + (results.size() - failed)
              + " ok, "
              + failed
              + " failed, "
              + Counted.of(files.errors(), "error")
              + ", "
              + Counted.of(files.warnings(), "warning"));
      out.flush();
    }
  }

  /** For programs: one object. */
  record Json(PrintWriter out) implements TestReport {
    @Override
    public void findings(RuleTestFiles files) {
      // told with all else in the end
    }

    @Override
    public void result(RuleTestResult result) {
      // told with all else in the end
    }

    @Override
    public void end(List<RuleTestResult> results, RuleTestFiles files) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("files", files.read());
      json.put("tests", results.size());
      json.put("failed", results.stream().filter(result -> !result.holds()).count());
      json.put("errors", files.errors());
      json.put("warnings", files.warnings());
      ArrayNode tests = json.putArray("results");
      for (RuleTestResult result : results) {
        ObjectNode test = tests.addObject();
        test.put("file", result.file().path().toString());
        test.put("line", result.test().line());
        test.put("name", result.test().name());
        test.put("ok", result.holds());
        test.put("seconds", Math.round(result.seconds() * 1_000) / 1_000.0);
        add(test.putArray("missing"), result.comparison().of(Kind.MISSING));
        add(test.putArray("unexpected"), result.comparison().of(Kind.UNEXPECTED));
      }
      json.set("findings", FindingsJson.of(files.diagnostics()));
      out.println(json);
      out.flush();
    }

    private static void add(ArrayNode array, List<String> texts) {
      texts.forEach(array::add);
    }
  }
}
