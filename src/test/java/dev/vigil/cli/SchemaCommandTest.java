package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SchemaCommandTest {
  private final StringWriter out = new StringWriter();

  private int schema(String... arguments) {
    out.getBuffer().setLength(0);
    CommandLine line = Vigil.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(new StringWriter(), true));
    return line.execute(arguments);
  }

  @Test
  void commandsOfTheDocs_printTheSchemas() throws IOException {
    String docs = Files.readString(Path.of("src/docs/editors.md"));
    for (String kind : new String[] {"rule", "conf"}) {
      assertThat(docs).contains("`vigil schema " + kind + " > " + kind + ".schema.json`");
      assertThat(schema("schema", kind)).isZero();
      assertThat(new ObjectMapper().readTree(out.toString()).get("$schema").asText())
          .isEqualTo("http://json-schema.org/draft-07/schema#");
    }
  }

  @Test
  void otherKind_isWrongUsage() {
    assertThat(schema("schema", "alert")).isEqualTo(2);
    assertThat(schema("schema")).isEqualTo(2);
  }
}
