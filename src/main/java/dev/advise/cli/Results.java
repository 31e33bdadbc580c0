package dev.advise.cli;

import dev.advise.facts.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where results go: to standard output as they come, or to a file, which then appears whole or not
 * at all. None are held back in memory.
 */
final class Results implements AutoCloseable {

  private final PrintWriter out;
  private final Optional<Path> file;
  private Optional<OpenFile> open = Optional.empty();

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
      writing(file.get(), () -> opened(file.get()).writer().write(text));
    } else {
      out.print(text);
      if (out.checkError()) {
        throw new LostResults();
      }
    }
  }

  /** Puts the file in its place, if there is one and anything was printed. */
  @Override
  public void close() {
    if (open.isPresent()) {
      writing(file.orElseThrow(), open.get()::finish);
    }
  }

  private OpenFile opened(Path target) throws IOException {
    if (open.isEmpty()) {
      open = Optional.of(OpenFile.of(target));
    }
    return open.get();
  }

  /** What may go wrong with a file. */
  private interface Writing {
    void run() throws IOException;
  }

  private static void writing(Path file, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw Refusal.of(name(file) + " cannot be written: " + e.getMessage());
    }
  }

  /** A file that is being written: beside its place, or in its place where that cannot be. */
  private record OpenFile(Path target, Path written, Writer writer) {

    /** A link, a pipe or a device is written as it stands; a file is replaced when finished. */
    static OpenFile of(Path target) throws IOException {
      Path folder = target.toAbsolutePath().getParent();
      boolean special =
          Files.exists(target, LinkOption.NOFOLLOW_LINKS)
              && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
      Path written =
          special || !Files.isWritable(folder)
              ? target
              : folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid());
      if (!written.equals(target)) {
        written.toFile().deleteOnExit(); // Ctrl-C leaves nothing behind
      }
      return new OpenFile(target, written, Files.newBufferedWriter(written));
    }

    void finish() throws IOException {
      writer.close();
      if (written.equals(target)) {
        return;
      }
      try {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(written);
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

  static String name(Path file) {
    return Printable.oneLine(file.toString());
  }
}
