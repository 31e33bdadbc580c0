package dev.advise.practice;

import dev.advise.facts.SystemWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * All that ever happened, one JSON object a line, only ever added to. Every answer is on the disk
 * before the next question is asked; a line cut short by a crash is passed over. The lines of two
 * machines, put together in any order, are one log.
 */
final class ReviewLog {

  private final Path file;
  private final List<Review> reviews;

  private ReviewLog(Path file, List<Review> reviews) {
    this.file = file;
    this.reviews = reviews;
  }

  /** The log kept in a file, which need not exist yet. */
  static ReviewLog in(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new ReviewLog(file, new ArrayList<>());
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    TreeSet<String> lines = new TreeSet<>(List.of(text.split("\n")));
    List<Review> reviews =
        new ArrayList<>(
            lines.stream()
                .flatMap(line -> Review.parse(line).stream())
                .sorted(Comparator.comparing(Review::at).thenComparing(Review::question))
                .toList());
    return new ReviewLog(file, reviews);
  }

  /** Oldest first, each once. */
  List<Review> reviews() {
    return List.copyOf(reviews);
  }

  /**
   * Adds a line and waits until it is on the disk.
   *
   * @throws IOException if it cannot be; the message names the file and the reason
   */
  void add(Review review) throws IOException {
    try {
      append(review);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + why(e), e);
    }
    reviews.add(review);
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "its folder is not there and cannot be made";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    return e instanceof FileAlreadyExistsException
        ? "a file is in the way of its folder"
        : SystemWords.of(e);
  }

  private void append(Review review) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String line = (endsMidLine() ? "\n" : "") + review.json() + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    // Appending is left to the system: another session may be writing too.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
  }

  /** Whether the last writer was cut off within a line. */
  private boolean endsMidLine() throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.read(last, Math.max(0, channel.size() - 1)) == 1 && last.get(0) != '\n';
    }
  }
}
