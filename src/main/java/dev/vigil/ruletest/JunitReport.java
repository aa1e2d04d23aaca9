package dev.vigil.ruletest;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.DiagnosticRenderer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Results in the XML of JUnit as Jenkins, GitLab and GitHub read it: a suite a file, a case a test.
 * A file with errors is a suite with one case, which has the error.
 */
public final class JunitReport {
  private final XMLStreamWriter xml;

  private JunitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * Writes the report; folders above it are made.
   *
   * @param findings about the files, of which errors are told
   */
  public static void write(Path file, List<RuleTestResult> results, List<Diagnostic> findings)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
      new JunitReport(xml).report(results, findings);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void report(List<RuleTestResult> results, List<Diagnostic> findings)
      throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    start("testsuites", Map.of("name", "vigil test"));
    for (Map.Entry<Path, List<RuleTestResult>> suite :
        grouped(results, result -> result.file().path()).entrySet()) {
      suite(suite.getKey().toString(), suite.getValue());
    }
    List<Diagnostic> errors = findings.stream().filter(Diagnostic::isError).toList();
    for (Map.Entry<String, List<Diagnostic>> file :
        grouped(errors, found -> found.source().name()).entrySet()) {
      broken(file.getKey(), file.getValue());
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static <K, T> Map<K, List<T>> grouped(List<T> all, Function<T, K> by) {
    return all.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
  }

  private void suite(String file, List<RuleTestResult> results) throws XMLStreamException {
    long failures = results.stream().filter(result -> !result.holds()).count();
    double seconds = results.stream().mapToDouble(RuleTestResult::seconds).sum();
    startSuite(file, results.size(), failures, 0, seconds);
    for (RuleTestResult result : results) {
      startCase(file, result.test().name(), result.seconds());
      if (!result.holds()) {
        Comparison comparison = result.comparison();
        start(
            "failure",
            Map.of(
                "type",
                "mismatch",
                "message",
                comparison.of(Comparison.Kind.MISSING).size()
                    + " expected and did not come, "
                    + comparison.of(Comparison.Kind.UNEXPECTED).size()
                    + " came and was not expected"));
        text(comparison.lines().stream().map(Object::toString).collect(Collectors.joining("\n")));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void broken(String file, List<Diagnostic> errors) throws XMLStreamException {
    startSuite(file, 1, 0, 1, 0);
    startCase(file, "the file is good", 0);
    start("error", Map.of("type", errors.get(0).code(), "message", errors.get(0).message()));
    text(DiagnosticRenderer.render(errors));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void startSuite(String file, long tests, long failures, long errors, double seconds)
      throws XMLStreamException {
    Map<String, String> suite = new TreeMap<>();
    suite.put("name", file);
    suite.put("tests", Long.toString(tests));
    suite.put("failures", Long.toString(failures));
    suite.put("errors", Long.toString(errors));
    suite.put("skipped", "0");
    suite.put("time", seconds(seconds));
    start("testsuite", suite);
  }

  private void startCase(String file, String name, double seconds) throws XMLStreamException {
    String classname = file.replaceAll("^[./]+|\\.ya?ml$", "").replace('/', '.');
    start("testcase", Map.of("classname", classname, "name", name, "time", seconds(seconds)));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private void start(String element, Map<String, String> attributes) throws XMLStreamException {
    xml.writeStartElement(element);
    for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
      xml.writeAttribute(attribute.getKey(), legal(attribute.getValue()));
    }
  }

  private void text(String text) throws XMLStreamException {
    xml.writeCharacters(legal(text));
  }

  /** The text without what XML 1.0 cannot hold even escaped. */
  private static String legal(String text) {
    return text.codePoints()
        .map(c -> isLegal(c) ? c : '\uFFFD')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
