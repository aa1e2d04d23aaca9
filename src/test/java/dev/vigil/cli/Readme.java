package dev.vigil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** README.md, or another page, as tests read it. */
record Readme(String text, List<Block> blocks) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** What stands between fences. */
  record Block(String language, String text) {}

  static Readme read() throws IOException {
    return read(Path.of("README.md"));
  }

  static Readme read(Path page) throws IOException {
    String text = Files.readString(page);
    List<Block> blocks =
        BLOCK
            .matcher(text)
            .results()
            .map(found -> new Block(found.group(1), found.group(2)))
            .toList();
    return new Readme(text, blocks);
  }

  List<String> blocks(String language) {
    return blocks.stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }

  /** Every line of every block of shell. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    blocks("sh").forEach(block -> block.lines().forEach(commands::add));
    return commands;
  }

  /** What follows a command as its output; no line if nothing does. */
  List<String> output(String command) {
    for (int i = 0; i + 1 < blocks.size(); i++) {
      if (blocks.get(i).text().strip().equals(command)
          && blocks.get(i + 1).language().equals("text")) {
        return blocks.get(i + 1).text().lines().toList();
      }
    }
    return List.of();
  }

  /** Every file that a link or a name in code points to. */
  List<String> files() {
    List<String> files = new ArrayList<>();
    Pattern link = Pattern.compile("\\]\\(([^)#]+)\\)");
    Pattern path = Pattern.compile("`([\\w.-]+(?:/[\\w.-]+)*/)`|`((?:src|conf|rules)/[\\w./-]+)`");
    link.matcher(text).results().map(found -> found.group(1)).forEach(files::add);
    path.matcher(text).results().map(Readme::either).forEach(files::add);
    return files;
  }

  private static String either(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }
}
