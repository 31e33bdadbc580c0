package dev.advise.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/** The sample repository, checked as on one day. */
public final class Sample {

  public static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  static final Path ROOT = Path.of("src/test/resources/check/sample");

  private Sample() {}

  /** All of it, with its waivers and its baseline. */
  public static CheckResult result() {
    return asking(ROOT).check();
  }

  static Checker checker() {
    return new Checker(Catalogue.shipped(), new ScriptedCounsel());
  }

  static Asking asking(Path root) {
    return new Asking(root).baseline("advise-baseline.json");
  }

  /** A copy that a test may change. */
  public static Path copyTo(Path folder) {
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(ROOT.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
