package dev.advise.cli;

import dev.advise.facts.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where results go: to standard output as they come, or to a file, which then appears whole or not
 * at all.
 */
final class Results implements AutoCloseable {

  private final PrintWriter out;
  private final Optional<Path> file;
  private final StringBuilder held = new StringBuilder();

  /**
   * @throws Refusal if the file cannot be written where it is meant to be, before any work is done
   */
  Results(PrintWriter out, Optional<Path> file) {
    this.out = out;
    this.file = file;
    file.ifPresent(Results::refuseWhatCannotBeWritten);
  }

  /**
   * @throws LostResults if nobody takes them any more
   */
  void print(String text) {
    if (file.isPresent()) {
      held.append(text);
    } else {
      out.print(text);
      if (out.checkError()) {
        throw new LostResults();
      }
    }
  }

  /** Writes the file, if there is one and anything was printed. */
  @Override
  public void close() {
    if (file.isPresent() && !held.isEmpty()) {
      try {
        write(file.get(), held.toString());
      } catch (IOException e) {
        throw Refusal.of(name(file.get()) + " cannot be written: " + e.getMessage());
      }
    }
  }

  private static void refuseWhatCannotBeWritten(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw Refusal.of(name(file) + " is a folder; --output takes a file");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw Refusal.of(name(file) + " cannot be written: there is no such folder");
    }
    if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
      throw Refusal.of(name(file) + " cannot be written: no permission");
    }
  }

  /** A link, a pipe or a device is written as it stands; a file is replaced by the finished one. */
  private static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean special =
        Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    if (special || !Files.isWritable(folder)) {
      Files.writeString(file, text);
      return;
    }
    Path fresh = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.writeString(file, text);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String name(Path file) {
    return Printable.oneLine(file.toString());
  }
}
