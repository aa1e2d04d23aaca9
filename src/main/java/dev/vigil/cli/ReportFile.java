package dev.vigil.cli;

import dev.vigil.backtest.Replayed;
import dev.vigil.backtest.Study;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the page of a backtest goes; looked at before the replay, which may take long. */
record ReportFile(Path path) {
  /** Says which file cannot be written, and why. */
  static final class Unwritable extends Exception {
    Unwritable(Path path, String why) {
      super("cannot be written: " + path + ": " + why);
    }

    Unwritable(Path path, IOException cause) {
      super("cannot be written: " + path + ": " + why(cause), cause);
    }

    private static String why(IOException cause) {
      if (cause instanceof FileAlreadyExistsException taken) {
        return taken.getFile() + " is no directory";
      }
      if (cause instanceof AccessDeniedException) {
        return "permission denied";
      }
      String reason = cause instanceof FileSystemException file ? file.getReason() : null;
      return reason == null ? String.valueOf(cause.getMessage()) : reason;
    }
  }

  /**
   * Makes the folders above it.
   *
   * @throws Unwritable if it could not be written there
   */
  void prepare() throws Unwritable {
    if (Files.isDirectory(path)) {
      throw new Unwritable(path, "is a directory");
    }
    Path folder = path.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new Unwritable(path, e);
    }
    if (folder != null && !Files.isWritable(Files.exists(path) ? path : folder)) {
      throw new Unwritable(path, "permission denied");
    }
  }

  /**
   * Writes the page.
   *
   * @throws Unwritable if that fails
   */
  void write(Study study, Replayed replayed) throws Unwritable {
    try {
      study.write(path, replayed);
    } catch (IOException e) {
      throw new Unwritable(path, e);
    }
  }
}
