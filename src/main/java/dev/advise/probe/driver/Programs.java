package dev.advise.probe.driver;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs that a user's PATH offers. */
public final class Programs {

  private final List<Path> folders;
  private final Discretion discretion;

  public Programs(Map<String, String> environment) {
    this.discretion = new Discretion(environment);
    this.folders =
        Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(folder -> folder.startsWith("/") || folder.matches("[A-Za-z]:\\\\.*"))
            .map(Path::of)
            .toList();
  }

  /** The first of these programs that PATH has. */
  public Reading<Path> first(List<String> names) {
    return names.stream()
        .flatMap(name -> onPath(name).stream())
        .findFirst()
        .map(Reading::known)
        .orElseGet(
            () ->
                Reading.unknown(
                    Reason.NOT_INSTALLED, "no " + String.join(" or ", names) + " on PATH"));
  }

  /** The program that a user has named: a path, or a name to be found on PATH. */
  public Reading<Path> named(String program) {
    if (program.contains("\0") || program.isBlank()) {
      return Reading.unknown(Reason.NOT_INSTALLED, "no program has such a name");
    }
    if (!program.contains("/") && !program.contains(File.separator)) {
      return first(List.of(program));
    }
    Path path = Path.of(program).toAbsolutePath();
    String shown = "'" + discretion.tell(program) + "'";
    if (!Files.exists(path)) {
      return Reading.unknown(Reason.NOT_INSTALLED, shown + " does not exist");
    }
    if (Files.isDirectory(path)) {
      return Reading.unknown(Reason.NOT_INSTALLED, shown + " is a directory, not a program");
    }
    if (!Files.isRegularFile(path)) {
      return Reading.unknown(Reason.NOT_INSTALLED, shown + " is not a program");
    }
    return Files.isExecutable(path)
        ? Reading.known(path)
        : Reading.unknown(Reason.NOT_PERMITTED, shown + " may not be executed");
  }

  Optional<Path> onPath(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst();
  }
}
