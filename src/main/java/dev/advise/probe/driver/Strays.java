package dev.advise.probe.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processes that bear a mark in their environment: whatever a driver has started, also where the
 * one between has ended and the child now belongs to nobody. Where there is no /proc there are none
 * to be seen.
 */
final class Strays {

  private static final int MOST_BYTES = 1 << 20;

  private Strays() {}

  static List<ProcessHandle> bearing(String mark) {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("[0-9]{1,9}"))
          .flatMap(pid -> bearing(Long.parseLong(pid), mark).stream())
          .toList();
    } catch (IOException noProc) {
      return List.of();
    }
  }

  /** The handle is taken before the mark is read, so that it cannot mean a later process. */
  private static Optional<ProcessHandle> bearing(long pid, String mark) {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    try (InputStream in = Files.newInputStream(Path.of("/proc/" + pid + "/environ"))) {
      String environment = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
      return environment.contains(mark) ? handle : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
