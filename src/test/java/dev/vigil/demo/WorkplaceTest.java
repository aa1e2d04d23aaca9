package dev.vigil.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkplaceTest {
  private static final long OWN = ProcessHandle.current().pid();
  private static final long OTHER = ProcessHandle.current().parent().orElseThrow().pid();

  @TempDir private Path parent;

  @Test
  void what_ended_demos_left_is_removed_and_what_others_use_stays() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path abandoned = left(Long.toString(ended.pid()));
    Path halfRemoved = left(ended.pid() + "-half-removed");
    Path used = left(Long.toString(OTHER));
    Path foreign = left("notes");
    Path opened = Workplace.open(parent);
    assertThat(opened).isEmptyDirectory().hasFileName(Long.toString(OWN));
    assertThat(parent)
        .isDirectoryNotContaining(file -> file.equals(abandoned) || file.equals(halfRemoved));
    assertThat(used.resolve("kafka/kafka.log")).exists();
    assertThat(foreign.resolve("kafka/kafka.log")).exists();
  }

  @Test
  void directory_of_an_earlier_process_of_the_same_number_is_not_used_again() throws Exception {
    Path earlier = left(Long.toString(OWN));
    assertThat(Workplace.open(parent)).isEqualTo(earlier).isEmptyDirectory();
  }

  private Path left(String name) throws IOException {
    Path directory = parent.resolve(name);
    Files.createDirectories(directory.resolve("kafka"));
    Files.writeString(directory.resolve("kafka/kafka.log"), "READY\n");
    return directory;
  }
}
