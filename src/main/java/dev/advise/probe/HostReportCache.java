package dev.advise.probe;

import dev.advise.facts.HostReport;
import dev.advise.facts.SystemWords;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measurements of earlier runs, one file a fingerprint. A file is written beside its place and then
 * put there in one step, so that a reader, or a second writer, never sees half of it.
 */
public final class HostReportCache {

  /** Fingerprints come and go with boots and upgrades; the oldest make room. */
  private static final int MOST_FILES = 48;

  private static final String SUFFIX = ".json";

  private final Optional<Path> folder;

  HostReportCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /** What was found under a key. */
  sealed interface Found {
    /**
     * A report of one runtime.
     *
     * @param triedAt when it was last added to
     */
    record Report(HostReport report, Instant triedAt) implements Found {}

    record Nothing() implements Found {}

    /** A file that is no such report. */
    record Corrupt(String why) implements Found {}
  }

  /**
   * Where a user's caches are: XDG_CACHE_HOME, or HOME's .cache; empty where neither is set.
   *
   * @see "XDG Base Directory Specification 0.8: a relative path is to be ignored"
   */
  public static Optional<Path> folder(Map<String, String> environment) {
    return absolute(environment.get("XDG_CACHE_HOME"))
        .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")))
        .map(caches -> caches.resolve("advise"));
  }

  private static Optional<Path> absolute(String path) {
    return Optional.ofNullable(path).filter(p -> p.startsWith("/")).map(Path::of);
  }

  Found find(String key) {
    if (folder.isEmpty() || !Files.isRegularFile(file(key))) {
      return new Found.Nothing();
    }
    HostReportResult result = HostReportFiles.read(file(key));
    if (result instanceof HostReportResult.Accepted accepted) {
      try {
        return new Found.Report(
            accepted.report(), Files.getLastModifiedTime(file(key)).toInstant());
      } catch (IOException gone) {
        return new Found.Nothing();
      }
    }
    return new Found.Corrupt(((HostReportResult.Refused) result).problems().get(0));
  }

  /** Keeps a report; why that is not possible, where there is a folder and it is not. */
  Optional<String> store(String key, HostReport report, Instant triedAt) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path reports = file(key).getParent();
      Files.createDirectories(folder.get().getParent());
      createPrivately(folder.get());
      createPrivately(reports);
      Path beside = Files.createTempFile(reports, "new-", ".tmp");
      try {
        Files.writeString(beside, HostReportJson.write(report));
        Files.setLastModifiedTime(beside, FileTime.from(triedAt));
        Files.move(beside, file(key), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
      makeRoom(reports);
      return Optional.empty();
    } catch (IOException unwritable) {
      return Optional.of(why(folder.get(), unwritable));
    }
  }

  private static String why(Path folder, IOException unwritable) {
    return "the cache folder %s %s"
        .formatted(
            folder,
            unwritable instanceof AccessDeniedException
                ? "may not be written to"
                : unwritable instanceof FileAlreadyExistsException
                    ? "cannot be made, a file is in its way"
                    : "cannot be written to: " + SystemWords.of(unwritable));
  }

  private static void createPrivately(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  private static void makeRoom(Path reports) throws IOException {
    try (Stream<Path> files = Files.list(reports)) {
      List<Path> oldestLast =
          files
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .sorted(Comparator.comparing(HostReportCache::modified).reversed())
              .toList();
      for (Path old :
          oldestLast.subList(Math.min(MOST_FILES, oldestLast.size()), oldestLast.size())) {
        Files.deleteIfExists(old);
      }
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  private Path file(String key) {
    return folder.orElseThrow().resolve("host").resolve(key + SUFFIX);
  }
}
