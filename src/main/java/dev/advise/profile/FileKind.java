package dev.advise.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What something in a file system is that is neither file nor folder. */
final class FileKind {

  /** The bits of a Unix file mode that tell the kind, as in {@code sys/stat.h}. */
  private static final int KIND = 0170000;

  private FileKind() {}

  static String of(Path path) {
    try {
      return switch ((int) Files.getAttribute(path, "unix:mode") & KIND) {
        case 0010000 -> "a named pipe";
        case 0140000 -> "a socket";
        case 0020000, 0060000 -> "a device";
        default -> "no file";
      };
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "no file"; // a system that does not tell kinds apart
    }
  }
}
