package dev.advise.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Files that somebody else wrote, read with bounds: no pipe, no device, nothing endless. */
final class SmallFile {

  static final int MOST_BYTES = 1 << 20;

  private SmallFile() {}

  /** The file's bytes; empty where there is no such file. */
  static Optional<byte[]> read(Path path, String shown, int most) throws BadInput {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new BadInput(Place.of(shown), "this is no file", "a regular file");
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
          throw new BadInput(
              Place.of(shown), "this file is too large", "at most %d bytes".formatted(most));
        }
        return Optional.of(bytes);
      }
    } catch (IOException e) {
      throw new BadInput(Place.of(shown), "this file cannot be read", "a file one may read");
    }
  }
}
