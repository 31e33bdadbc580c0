package dev.advise.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sample repository, checked as on one day. */
public final class Sample {

  public static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  static final Path ROOT = Path.of("src/test/resources/check/sample");

  private Sample() {}

  /** All of it, with its waivers and its baseline. */
  public static CheckResult result() {
    return checker().check(request(ROOT), new byte[0]);
  }

  static Checker checker() {
    return new Checker(Catalogue.shipped(), new ScriptedCounsel());
  }

  static CheckRequest request(Path root) {
    return new CheckRequest(
        root,
        List.of("profiles"),
        "-",
        TODAY,
        Optional.empty(),
        CheckRequest.WAIVERS,
        Optional.empty(),
        Optional.of("advise-baseline.json"),
        FailOn.ERROR,
        CheckRequest.HOST_DAYS,
        false,
        false);
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
