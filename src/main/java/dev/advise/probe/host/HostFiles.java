package dev.advise.probe.host;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.SystemWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files in which a system describes itself, below a root that tests put elsewhere. */
final class HostFiles {

  /** Far more than any file of /proc or /sys that is read here needs, cpuinfo aside. */
  private static final int MOST_BYTES = 256 * 1024;

  private final Path root;

  HostFiles(Path root) {
    this.root = root;
  }

  /** The path below this root of what is absolute on the host. */
  Path at(String absolute) {
    return root.resolve(absolute.replaceFirst("^/+", ""));
  }

  boolean exists(String absolute) {
    return Files.exists(at(absolute));
  }

  /** The text of a file, blanks stripped from its ends. */
  Reading<String> read(String absolute) {
    try (InputStream in = Files.newInputStream(at(absolute))) {
      return Reading.known(
          new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1).strip());
    } catch (NoSuchFileException | NotDirectoryException missing) {
      return Reading.unknown(Reason.NOT_MOUNTED, absolute + " is not there");
    } catch (AccessDeniedException denied) {
      return Reading.unknown(Reason.NOT_PERMITTED, absolute + " may not be read");
    } catch (IOException odd) {
      return Reading.unknown(Reason.FAILED, absolute + " cannot be read: " + SystemWords.of(odd));
    }
  }

  /** The lines of a file; none where it cannot be read. */
  List<String> lines(String absolute) {
    return read(absolute).toOptional().map(text -> text.lines().toList()).orElse(List.of());
  }

  /** The names in a directory, sorted; none where it cannot be read. */
  List<String> names(String absolute) {
    try (Stream<Path> entries = Files.list(at(absolute))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
