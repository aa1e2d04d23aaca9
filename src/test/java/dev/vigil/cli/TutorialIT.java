package dev.vigil.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.cli.Readme.Block;
import dev.vigil.servers.Servers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** src/docs/tutorial.md from its first command to its last: files are written, commands run. */
class TutorialIT {
  private static final Path PAGE = Path.of("src/docs/tutorial.md");
  private static final Pattern FILE = Pattern.compile("`(tutorial/[\\w./-]+)`[^`]*```yaml\n");
  private static final String CONF = "tutorial/vigil.yaml";

  @Test
  void commands_do_what_the_tutorial_says() throws Exception {
    Readme page = Readme.read(PAGE);
    Deque<String> files =
        new ArrayDeque<>(FILE.matcher(page.text()).results().map(found -> found.group(1)).toList());
    assertThat(files).hasSize(page.blocks("yaml").size()).hasSize(4);
    int commands = 0;
    try (ReadmeWorkplace workplace = ReadmeWorkplace.open()) {
      for (int i = 0; i < page.blocks().size(); i++) {
        Block block = page.blocks().get(i);
        if (block.language().equals("yaml")) {
          write(workplace, files.remove(), block.text());
        } else if (block.language().equals("sh")) {
          boolean shown =
              i + 1 < page.blocks().size() && page.blocks().get(i + 1).language().equals("text");
          List<String> output =
              shown ? page.blocks().get(i + 1).text().lines().toList() : List.of();
          commands += run(workplace, block.text(), output);
        }
      }
    }
    assertThat(commands).isGreaterThan(12);
  }

  private static void write(ReadmeWorkplace workplace, String file, String text) throws Exception {
    String rest = file.equals(CONF) ? "flink: {rest.port: " + workplace.port() + "}\n" : "";
    workplace.write(file, text + rest);
  }

  /** Runs the commands of a block; how many there were. */
  private static int run(ReadmeWorkplace workplace, String block, List<String> output)
      throws Exception {
    if (!block.startsWith("./vigil ")) {
      ReadmeIT.shows(workplace.run(block), output);
      return 1;
    }
    List<String> commands = block.lines().toList();
    for (String command : commands) {
      if (command.startsWith("./vigil run ")) {
        assertThat(command).endsWith(" &");
        workplace.startJob(command.substring(0, command.length() - 2));
        continue;
      }
      if (command.contains("--kafka")) {
        send(workplace);
      }
      boolean wrong = output.stream().anyMatch(line -> line.contains("error: "));
      String printed = workplace.run(command, wrong ? 1 : 0);
      ReadmeIT.shows(printed, output);
      if (command.contains("--kafka")) {
        assertThat(printed).contains("4,320").containsPattern("smoke +1 +0 +1h10m +1 +1");
      }
    }
    return commands.size();
  }

  /** Sends the tutorial's readings as JSON, one after the other. */
  private static void send(ReadmeWorkplace workplace) throws Exception {
    List<String> rows = workplace.read("tutorial/yards.csv").lines().toList();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    String[] names = rows.get(0).split(",", -1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", Servers.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String row : rows.subList(1, rows.size())) {
        ObjectNode reading = new ObjectMapper().createObjectNode();
        String[] cells = row.split(",", -1);
        for (int i = 0; i < names.length; i++) {
          reading.put(names[i], cells[i]);
        }
        byte[] key = cells[1].getBytes(UTF_8);
        byte[] value = reading.toString().getBytes(UTF_8);
        sent.add(producer.send(new ProducerRecord<>("yard-readings", key, value)));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }
}
